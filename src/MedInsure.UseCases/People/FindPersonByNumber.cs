using MedInsure.Persistence.People;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.People;

/// <summary>One person by the full number. The number stands in no address and in no record: what is kept of the search is that it took place and whom it found.</summary>
public sealed record FindPersonByNumber(int Year, string Number)
{
    /// <summary>Never with the number.</summary>
    public override string ToString() => nameof(FindPersonByNumber);
}

/// <param name="Row">Null where nobody of the person's counties has the number.</param>
/// <param name="Sentence">What came of it.</param>
public sealed record PersonByNumber(PersonRow? Row, string Sentence);

public sealed class FindPersonByNumberHandler(TenantDb tenantDb, InstallationKey key, TimeProvider clock)
{
    public async Task<Result<PersonByNumber>> HandleAsync(Actor actor, FindPersonByNumber request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (PeoplePowers.Seeing(actor) is { } refusal)
        {
            return refusal;
        }

        var fault = IdentityNumber.Read(request.Number, ChinaTime.Date(clock.GetUtcNow()), out var number);
        if (fault != IdentityNumberFault.None)
        {
            return new Refused($"不能查找：{IdentityNumberWords.SentenceOf(fault)}");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var read = await PeopleBasis.ReadAsync(db, actor, request.Year, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } otherKey)
        {
            return otherKey;
        }

        byte[] sealedNumber;
        using (var vault = key.IdentityVaultFor(actor.TenantId))
        {
            sealedNumber = vault.Seal(number);
        }

        var person = await db.Rows.Persons.AsNoTracking().SingleOrDefaultAsync(one => one.IdNumber == sealedNumber, ct);
        var found = person is not null && read.Value.Covers(actor, person.RegionCode) ? person : null;
        PersonRow? row = found is null ? null
            : (await PersonRows.OfAsync(db, key, read.Value, [new FoundPerson(found.Id, found.IdNumber, found.Name, found.RegionCode, found.Town, found.Village)], ct))[0];
        var saved = await db.SaveAsync(nameof(FindPersonByNumber), found is null ? "people" : $"person/{found.Id}", new { Found = found is not null }, ct);
        return !saved.IsOk ? saved.Problem
            : row is not null ? new PersonByNumber(row, $"找到 1 人：{row.Name}。")
            : new PersonByNumber(null, actor.RegionScope.Count > 0 ? "您负责的地区没有这个身份证号码的人员。请核对号码，或请负责其他地区的同事查找。" : "没有这个身份证号码的人员。请核对号码；名单还没有入库的，先办理名单入库。");
    }
}
