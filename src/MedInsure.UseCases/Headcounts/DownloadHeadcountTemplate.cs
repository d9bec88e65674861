using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>The form to fill in, stamped with bureau and year, with a row for each figure of the person's units.</summary>
public sealed record DownloadHeadcountTemplate(int FundingYear, TemplateForm Form);

public enum TemplateForm
{
    Xlsx,

    /// <summary>UTF-8 with a mark.</summary>
    Csv,

    /// <summary>For programs that read no UTF-8.</summary>
    CsvGb18030,
}

public sealed class DownloadHeadcountTemplateHandler(TenantDb tenantDb)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, DownloadHeadcountTemplate request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((HeadcountPowers.Reading(actor) ?? FundingYears.Check(request.FundingYear)) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var units = await FundingUnits.ReadAsync(db.Rows, actor, request.FundingYear, ct);
        if (units.Nothing() is { } nothing)
        {
            return nothing;
        }

        var template = HeadcountImports.Template(units, request.FundingYear);
        var saved = await db.SaveAsync(nameof(DownloadHeadcountTemplate), $"headcount/{request.FundingYear}", new { Form = request.Form.ToString(), Units = units.Mine.Count }, ct);
        if (!saved.IsOk)
        {
            return saved.Problem;
        }

        var name = $"{units.Bureau.Name}{request.FundingYear}年度参保人数填报表";
        return request.Form switch
        {
            TemplateForm.Xlsx => new DownloadedFile(name + ".xlsx", DownloadedFile.Xlsx, TemplateXlsx.Write(template)),
            TemplateForm.Csv => new DownloadedFile(name + ".csv", DownloadedFile.Csv, TemplateCsv.Write(template)),
            TemplateForm.CsvGb18030 => new DownloadedFile(name + ".csv", DownloadedFile.Csv, TemplateCsv.Write(template, CsvEncoding.Gb18030)),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Form, null),
        };
    }
}
