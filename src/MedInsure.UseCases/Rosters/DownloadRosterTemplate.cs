using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>The form for rosters with the categories of the policy and the person's counties to choose from.</summary>
public sealed record DownloadRosterTemplate(RosterKind Kind, Month Month);

public sealed class DownloadRosterTemplateHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, DownloadRosterTemplate request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RosterBasis.Refusal(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var read = await RosterBasis.ReadAsync(db, actor, request.Month, ChinaTime.Date(clock.GetUtcNow()), ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var (bureau, categories, _, places) = read.Value;
        var template = RosterTemplate.For(bureau.Code, bureau.Name, request.Kind, request.Month, categories.Names, places.Mine);
        var saved = await db.SaveAsync(nameof(DownloadRosterTemplate), $"roster/{request.Month}", new { Kind = request.Kind.ToString() }, ct);
        return saved.IsOk ? new DownloadedFile($"{bureau.Name}{request.Month.ToText()}{template.Title}.xlsx", DownloadedFile.Xlsx, TemplateXlsx.Write(template)) : saved.Problem;
    }
}
