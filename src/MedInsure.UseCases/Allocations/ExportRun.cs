using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Tables;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Allocations;

public enum ExportFormat
{
    Xlsx,

    /// <summary>CSV in UTF-8 with BOM.</summary>
    Csv,
}

/// <summary>导出: the table of a run as a file, exactly as the screen shows it. Every export leaves an audit row.</summary>
public sealed record ExportRun(long RunId, MoneyUnit Unit, ExportFormat Format);

public sealed record ExportedFile(string FileName, string ContentType, byte[] Content);

public sealed class ExportRunHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<ExportedFile>> HandleAsync(Actor actor, ExportRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var loaded = await StoredRun.LoadAsync(db, request.RunId, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem!;
        }

        var run = loaded.Value;
        var chain = await PolicyChain.OfRunAsync(db, request.RunId, ct);
        var people = await db.Rows.Users.AsNoTracking().ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var table = new AllocationTable(run.Snapshot, RunScope.Limit(actor, run), RunFrame.Of(run, chain, people, actor, clock.GetUtcNow())).Build(request.Unit);
        var file = request.Format == ExportFormat.Xlsx
            ? new ExportedFile($"{table.Title}_{run.Number}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", TableXlsx.Write(table))
            : new ExportedFile($"{table.Title}_{run.Number}.csv", "text/csv", TableCsv.Write(table));
        var saved = await db.SaveAsync("ExportRun", $"run/{request.RunId}", new { Format = request.Format.ToString(), Unit = request.Unit.ToString(), run.Row.OutputHash }, ct);
        return saved.IsOk ? file : saved.Problem!;
    }
}
