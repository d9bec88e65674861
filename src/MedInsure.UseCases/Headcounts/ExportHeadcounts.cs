using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Headcounts;

/// <summary>导出当前查询: the saved figures of one year and basis as the filters show them. Every export leaves an audit entry.</summary>
public sealed record ExportHeadcounts(int FundingYear, HeadcountBasis Basis, HeadcountFilter Filter, HeadcountExportForm Form);

public enum HeadcountExportForm
{
    Xlsx,

    /// <summary>UTF-8 with a mark.</summary>
    Csv,
}

public sealed class ExportHeadcountsHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, ExportHeadcounts request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if ((HeadcountPowers.Reading(actor) ?? FundingYears.Check(request.FundingYear)) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var read = await ListHeadcountsHandler.ReadAsync(db, actor, new ListHeadcounts(request.FundingYear, request.Basis), ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var list = read.Value;
        var lines = HeadcountLines.Of(list, request.Filter, (unit, column) => unit.Figures[column].Persons);
        if (lines.Count == 0)
        {
            return new Refused("没有符合条件的单位，没有可导出的内容。请修改查找的内容，或选择显示全部单位后再导出。");
        }

        var now = clock.GetUtcNow();
        var table = HeadcountOfficialTable.Of(list, request.Filter, lines, $"{actor.DisplayName}　{list.BureauName}　{ChinaTime.Text(now)}", ChinaTime.Date(now));
        var name = $"{list.BureauName}{list.Title}{(request.Filter.IsNone ? "" : "_筛选结果")}";
        var saved = await db.SaveAsync(
            nameof(ExportHeadcounts),
            $"headcount/{request.FundingYear}/{request.Basis}",
            new { Form = request.Form.ToString(), Units = lines.Count(line => line.Unit is not null), request.Filter },
            ct);
        return !saved.IsOk ? saved.Problem
            : request.Form == HeadcountExportForm.Xlsx ? new DownloadedFile(name + ".xlsx", DownloadedFile.Xlsx, TableXlsx.Write(table))
            : new DownloadedFile(name + ".csv", DownloadedFile.Csv, TableCsv.Write(table));
    }
}
