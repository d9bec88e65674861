using System.Globalization;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Filings;

/// <summary>导出备案登记表: one row a bureau below, as the page shows it. Every export leaves an audit row.</summary>
public sealed record ExportRegister(int FundingYear);

public sealed class ExportRegisterHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, ExportRegister request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var now = clock.GetUtcNow();
        var register = await FilingRegister.ReadAsync(db, await FilingRows.LoadAsync(db, ct), request.FundingYear, ChinaTime.Date(now), false, ct);
        if (register.Count == 0)
        {
            return new Refused("本机构没有下级机构，没有可导出的备案登记。");
        }

        var bureau = (await PolicyChain.PathAsync(db, ct))[^1].Name;
        var table = Table(register, request.FundingYear, bureau, $"{actor.DisplayName}　{bureau}　{ChinaTime.Text(now)}", ChinaTime.Date(now));
        var saved = await db.SaveAsync(nameof(ExportRegister), $"filings/{request.FundingYear}", new { Bureaus = register.Count }, ct);
        return saved.IsOk ? new DownloadedFile($"{bureau}{table.Title}.xlsx", DownloadedFile.Xlsx, TableXlsx.Write(table)) : saved.Problem;
    }

    private static OfficialTable Table(IReadOnlyList<RegisterRow> register, int year, string bureau, string watermark, DateOnly today)
    {
        var header = new TableHeader(
            new Column("no", "序号", ColumnKind.Serial),
            new Column("bureau", "报送机构", ColumnKind.Text),
            new Column("standing", "状态", ColumnKind.Text),
            new Column("letter", "文号", ColumnKind.Text),
            new Column("filed", "报送日期", ColumnKind.Text),
            new HeaderGroup("上级约束核对（项）", [
                new Column("kept", "符合", ColumnKind.Count), new Column("broken", "不符合", ColumnKind.Count), new Column("unknown", "无法判定", ColumnKind.Count)]),
            new Column("opinion", "办理意见", ColumnKind.Text),
            new Column("hash", "校验码", ColumnKind.Text));
        var due = register[0].Due;
        return new OfficialTable($"{year}年度备案登记表", header, [.. register.Select(Row)])
        {
            ReportingUnit = bureau,
            CountedIn = "项",
            FrozenColumns = 2,
            Notes = [due is { } day ? $"备案时限 {Iso(day)} 为本机构内部口径，文件没有规定备案日期。" : "文件没有规定备案日期，本机构也没有设定，故不计逾期。"],
            Signatures = new Signatures(FilledOn: today),
            Watermark = watermark,
        };
    }

    private static TableRow Row(RegisterRow row, int index)
    {
        var filing = row.Newest;
        return new TableRow(RowKind.Line,
        [
            new CountCell(index + 1),
            new TextCell(row.BureauName),
            new TextCell(FilingWords.Of(row.Standing) + (row.OverdueDays > 0 ? $"（逾期 {row.OverdueDays} 天）" : "")),
            new TextCell(filing?.LetterNumber ?? "—"),
            new TextCell(filing is null ? "—" : Iso(ChinaTime.Date(filing.FiledAt))),
            .. Enum.GetValues<Verdict>().Select(verdict => filing is null ? new TextCell("—") : (TableCell)new CountCell(filing.Count(verdict))),
            new TextCell(filing?.Steps.LastOrDefault()?.Comment ?? "—"),
            new TextCell(filing?.Sha256[..12] ?? "—"),
        ]);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
