using System.Security.Cryptography;
using MedInsure.Persistence.Matches;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Matches;

/// <summary>登记死亡信息 from the list of another office: all of its people or, where one row is wrong, none. Who is noted already stays as he is, so that the same file again changes nothing.</summary>
/// <param name="Content">Read once, to the limit and no further.</param>
public sealed record NoteDeaths(string FileName, Stream Content);

/// <param name="Noted">Persons noted by this file.</param>
/// <param name="Known">Persons of the file who were noted before, with the same day.</param>
public sealed record NotedDeaths(int Noted, int Known, string Sentence);

public sealed class NoteDeathsHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    private static readonly SheetLimits Limits = new() { MaxFileBytes = 10L * 1024 * 1024 };

    public static long MaxBytes => Limits.MaxFileBytes;

    public static Refused TooLarge => SheetRefusal.TooLarge(Limits);

    public async Task<Result<NotedDeaths>> HandleAsync(Actor actor, NoteDeaths request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (MatchPermissions.ToWork(actor) is { } refusal)
        {
            return refusal;
        }

        var file = await UploadedFile.ReceiveAsync(request.Content, UploadedFile.PlainName(request.FileName), Limits, ct);
        if (!file.IsOk)
        {
            return file.Problem;
        }

        var today = ChinaTime.Date(clock.GetUtcNow());
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var people = await PeopleBasis.ReadAsync(db, actor, today.Year, ct);
        if (!people.IsOk)
        {
            return people.Problem;
        }

        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        var read = DeathSheet.Read(file.Value, bureau, Limits, today);
        return read.IsOk ? await NoteAsync(db, actor, people.Value, read.Value, file.Value, ct) : read.Problem;
    }

    private async Task<Result<NotedDeaths>> NoteAsync(TenantSession db, Actor actor, PeopleBasis people, DeathList list, UploadedFile file, CancellationToken ct)
    {
        using var vault = key.IdentityVaultFor(actor.TenantId);
        var rows = list.Rows.Select(row => (Row: row, Sealed: vault.Seal(row.Number))).ToList();
        var numbers = rows.ConvertAll(row => row.Sealed);
        var onRoster = (await db.Rows.Persons.AsNoTracking().Where(person => numbers.Contains(person.IdNumber)).Select(person => new { person.IdNumber, person.Name, person.RegionCode }).ToListAsync(ct))
            .Where(person => people.Covers(actor, person.RegionCode)).ToDictionary(person => Convert.ToHexString(person.IdNumber), person => person.Name);
        var noted = (await db.Rows.DeathMarks.AsNoTracking().Where(mark => mark.RevokedBy == null && numbers.Contains(mark.IdNumber)).Select(mark => new { mark.IdNumber, mark.DiedOn }).ToListAsync(ct))
            .ToDictionary(mark => Convert.ToHexString(mark.IdNumber), mark => mark.DiedOn);

        var (faults, news, at) = (list.Faults.ToList(), new List<DeathMarkEntity>(), clock.GetUtcNow());
        foreach (var (row, sealedNumber) in rows)
        {
            var known = Convert.ToHexString(sealedNumber);
            if (FaultOf(row, onRoster.GetValueOrDefault(known), noted.TryGetValue(known, out var day) ? day : null) is { } fault)
            {
                faults.Add(fault);
            }
            else if (!noted.ContainsKey(known))
            {
                news.Add(new DeathMarkEntity { IdNumber = sealedNumber, DiedOn = row.DiedOn, Basis = row.Basis, NotedBy = actor.UserId, NotedAt = at });
            }
        }

        if (faults.Count > 0)
        {
            var wrongRows = faults.Select(fault => fault.RowNumber).Distinct().Count();
            return new Invalid(
                $"文件有 {wrongRows} 行不正确，一个人也没有登记。请改正后重新上传整个文件。",
                [.. faults.OrderBy(fault => fault.RowNumber).Select(fault => new FieldError($"第 {fault.RowNumber} 行 {fault.Column}", fault.Sentence))]);
        }

        var before = rows.Count - news.Count;
        if (news.Count == 0)
        {
            return new NotedDeaths(0, before, $"文件中的 {before} 人都已登记过，没有变化。");
        }

        db.Rows.AddRange(news);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Content));
        var saved = await db.SaveAsync(nameof(NoteDeaths), $"death-file/{sha256[..16]}", new { Sha256 = sha256, Noted = news.Count, Known = before }, ct);
        return saved.IsOk ? new NotedDeaths(news.Count, before, $"已登记 {news.Count} 人的死亡信息，下次比对时使用。{(before > 0 ? $"另有 {before} 人原已登记，没有变化。" : "")}")
            : saved.Problem is Conflict ? new Conflict("同事刚刚登记了其中的人员，这个文件没有登记。请重新上传。")
            : saved.Problem;
    }

    /// <param name="name">On the roster; null where the person is on none that the actor sees.</param>
    /// <param name="noted">The day that is noted already.</param>
    private static DeathFault? FaultOf(DeathRow row, string? name, DateOnly? noted) =>
        name is null ? new DeathFault(row.RowNumber, DeathRowCheck.Number, "您负责的地区的名单中没有这个号码，请核对号码，或删去这一行。")
        : name != row.Name ? new DeathFault(row.RowNumber, DeathRowCheck.Name, "与名单中这个号码的姓名不同，请核对姓名和号码。")
        : noted is { } day && day != row.DiedOn ? new DeathFault(row.RowNumber, DeathRowCheck.Day, $"这个人已登记的死亡日期是 {day:yyyy-MM-dd}，与文件不同。请核对；需要更正的，请先撤回原来的登记。")
        : null;
}

/// <summary>The form for a list of deaths.</summary>
public sealed record DownloadDeathTemplate;

public sealed class DownloadDeathTemplateHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, DownloadDeathTemplate request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (MatchPermissions.ToWork(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        var template = DeathSheet.Template(bureau, ChinaTime.Date(clock.GetUtcNow()).Year);
        return new DownloadedFile($"{bureau.Name}{template.Title}.xlsx", DownloadedFile.Xlsx, TemplateXlsx.Write(template));
    }
}
