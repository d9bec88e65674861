using MedInsure.Persistence.Matches;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Matches;

/// <summary>登记死亡信息 of somebody on the roster, on another office's word: rosters do not say why an identity ended.</summary>
/// <param name="Number">The number in full, as it was typed.</param>
/// <param name="Basis">Who says so, such as a list of 民政 or 公安 with its date.</param>
public sealed record NoteDeath(string Number, DateOnly? DiedOn, string Basis);

/// <summary>Takes a note back that was a mistake.</summary>
public sealed record RevokeDeath(long NoteId, string Reason);

/// <summary>Notes that hold, the newest first.</summary>
public sealed record ListDeaths;

/// <param name="IdNumber">Masked.</param>
public sealed record DeathLine(long Id, string Name, string IdNumber, string RegionName, DateOnly DiedOn, string Basis, string NotedBy, DateTimeOffset NotedAt);

public sealed record NotedDeath(long NoteId, string Sentence);

public sealed class NoteDeathHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    public async Task<Result<NotedDeath>> HandleAsync(Actor actor, NoteDeath request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (MatchPermissions.ToWork(actor) is { } refusal)
        {
            return refusal;
        }

        var today = ChinaTime.Date(clock.GetUtcNow());
        var fault = IdentityNumber.Read(request.Number, today, out var number);
        var basis = request.Basis?.Trim() ?? "";
        var problem = fault != IdentityNumberFault.None ? IdentityNumberWords.SentenceOf(fault)
            : request.DiedOn is not { } day ? "请填写死亡日期。"
            : day > today || day < number.Born ? "死亡日期不能晚于今天，也不能早于出生日期，请核对。"
            : basis.Length == 0 ? "请写明依据，例如“县民政局 2020 年 11 月死亡名单”。"
            : basis.Length > DeathRowCheck.LongestBasis ? $"依据请控制在 {DeathRowCheck.LongestBasis} 字以内。"
            : null;
        if (problem is not null || FreeText.Refusal(basis) is not null)
        {
            return problem is null ? FreeText.Refusal(basis)! : new Refused(problem);
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        using var vault = key.IdentityVaultFor(actor.TenantId);
        var sealedNumber = vault.Seal(number);
        var people = await PeopleBasis.ReadAsync(db, actor, today.Year, ct);
        var person = people.IsOk ? await db.Rows.Persons.AsNoTracking().SingleOrDefaultAsync(one => one.IdNumber == sealedNumber, ct) : null;
        if (!people.IsOk || person is null || !people.Value.Covers(actor, person.RegionCode))
        {
            return people.IsOk ? new NotFound("您负责的地区的名单中没有这个号码，请核对号码。") : people.Problem;
        }

        if (await db.Rows.DeathMarks.AnyAsync(mark => mark.IdNumber == sealedNumber && mark.RevokedBy == null, ct))
        {
            return new Conflict($"{person.Name} 的死亡信息已经登记，没有重复登记。需要更正的，请先撤回原来的登记。");
        }

        var note = new DeathMarkEntity { IdNumber = sealedNumber, DiedOn = request.DiedOn!.Value, Basis = basis, NotedBy = actor.UserId, NotedAt = clock.GetUtcNow() };
        db.Rows.Add(note);
        var saved = await db.SaveAsync(nameof(NoteDeath), () => $"person/{person.Id}", new { note.DiedOn, Basis = basis }, null, ct);
        return saved.IsOk ? new NotedDeath(note.Id, $"已登记 {person.Name} 的死亡信息，下次比对时使用。") : saved.Problem;
    }
}

public sealed class RevokeDeathHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<NotedDeath>> HandleAsync(Actor actor, RevokeDeath request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        var reason = request.Reason?.Trim() ?? "";
        if ((MatchPermissions.ToWork(actor) ?? (reason.Length == 0 ? new Refused("请写明撤回的理由。") : FreeText.Refusal(reason))) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var people = await PeopleBasis.ReadAsync(db, actor, ChinaTime.Date(clock.GetUtcNow()).Year, ct);
        var note = await db.Rows.DeathMarks.SingleOrDefaultAsync(mark => mark.Id == request.NoteId && mark.RevokedBy == null, ct);
        var person = note is null ? null : await db.Rows.Persons.AsNoTracking().SingleOrDefaultAsync(one => one.IdNumber == note.IdNumber, ct);
        if (!people.IsOk || note is null || (person is null ? actor.RegionScope.Count > 0 : !people.Value.Covers(actor, person.RegionCode)))
        {
            return people.IsOk ? new NotFound("没有找到这条登记，请刷新后再看。") : people.Problem;
        }

        (note.RevokedBy, note.RevokedAt, note.RevokedReason) = (actor.UserId, clock.GetUtcNow(), reason);
        var saved = await db.SaveAsync(nameof(RevokeDeath), $"death/{note.Id}", new { Reason = reason }, ct);
        return saved.IsOk ? new NotedDeath(note.Id, "已撤回死亡信息的登记。") : saved.Problem;
    }
}

public sealed class ListDeathsHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    private const int Most = 200;

    public async Task<Result<IReadOnlyList<DeathLine>>> HandleAsync(Actor actor, ListDeaths request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (MatchPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var people = await PeopleBasis.ReadAsync(db, actor, ChinaTime.Date(clock.GetUtcNow()).Year, ct);
        if (!people.IsOk)
        {
            return people.Problem;
        }

        var counties = people.Value.Within(actor, null);
        var rows = await db.Rows.DeathMarks.AsNoTracking().Where(mark => mark.RevokedBy == null)
            .Join(db.Rows.Persons.Where(person => counties == null || counties.Contains(person.RegionCode)), mark => mark.IdNumber, person => person.IdNumber, (mark, person) => new { mark, person.Name, person.RegionCode })
            .Join(db.Rows.Users, one => one.mark.NotedBy, user => user.Id, (one, user) => new { one.mark, one.Name, one.RegionCode, By = user.DisplayName })
            .OrderByDescending(one => one.mark.Id).Take(Most).ToListAsync(ct);
        using var vault = key.IdentityVaultFor(actor.TenantId);
        return Result<IReadOnlyList<DeathLine>>.Ok([.. rows.Select(one => new DeathLine(
            one.mark.Id, one.Name, vault.Open(one.mark.IdNumber).Masked, people.Value.NameOf(one.RegionCode), one.mark.DiedOn, one.mark.Basis, one.By, one.mark.NotedAt))]);
    }
}
