using System.Globalization;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>Reads one row and says everything that is wrong with it, not only the first thing.</summary>
internal sealed class HeadcountRowReading(HeadedRow row, HeadcountScope scope)
{
    private readonly List<RowMessage> errors = [];
    private readonly List<RowMessage> warnings = [];

    public IReadOnlyList<RowMessage> Errors => errors;

    public IReadOnlyList<RowMessage> Warnings => warnings;

    /// <summary>What the row is about, as far as it could be read: two rows of a file must not share it.</summary>
    public (RegionCode, EnrolmentBasis)? Subject { get; private set; }

    public HeadcountRow? Read()
    {
        foreach (var column in new[] { HeadcountTemplate.Code, HeadcountTemplate.Name, HeadcountTemplate.Enrolment, HeadcountTemplate.Persons, HeadcountTemplate.AsOf })
        {
            LookAtFormula(column);
        }

        var (region, enrolment, persons, asOf) = (Region(), Enrolment(), Persons(), AsOf());
        Subject = region is { } r && enrolment is { } e ? (r, e) : null;
        return Subject is { } subject && persons is { } count && asOf is { } date
            ? new HeadcountRow(row.Number, subject.Item1, subject.Item2, count, date, row[HeadcountTemplate.Remark].Text.Trim())
            : null;
    }

    public void Say(string column, string sentence) => errors.Add(new RowMessage(row.Number, column, sentence));

    private void LookAtFormula(string column)
    {
        if (row[column] is { IsFormula: true, Text: var text })
        {
            warnings.Add(new RowMessage(row.Number, column, $"是公式，按文件保存时的结果“{text}”读取。请核对。"));
        }
    }

    private RegionCode? Region()
    {
        var text = PlainText.Of(row[HeadcountTemplate.Code].Text).ToUpperInvariant();
        if (text.Length == 0)
        {
            Say(HeadcountTemplate.Code, "没有填写。请填写本机构的行政区划代码。");
            return null;
        }

        if (!RegionCode.TryParse(text, out var code) || !scope.KnownRegions.TryGetValue(code, out var name))
        {
            Say(HeadcountTemplate.Code, $"没有“{text}”这个行政区划代码。请对照模板中的下拉列表填写。");
            return null;
        }

        if (!scope.OwnUnits.Contains(code))
        {
            Say(HeadcountTemplate.Code, $"{code} {name}不在本机构的填报范围内。请只填写本机构负责的县（市、区）。");
            return null;
        }

        var written = PlainText.Key(row[HeadcountTemplate.Name].Text);
        if (written.Length > 0 && !written.EndsWith(PlainText.Key(name), StringComparison.Ordinal))
        {
            Say(HeadcountTemplate.Name, $"代码 {code} 是{name}，与所填名称“{row[HeadcountTemplate.Name].Text.Trim()}”不一致。请核对代码和名称。");
        }

        return code;
    }

    private EnrolmentBasis? Enrolment()
    {
        var text = row[HeadcountTemplate.Enrolment].Text.Trim();
        if (EnrolmentNames.TryParse(text, out var basis))
        {
            return basis;
        }

        Say(HeadcountTemplate.Enrolment, $"{(text.Length == 0 ? "没有填写" : $"“{text}”不是可用的参保身份")}。请填写{string.Join("、", EnrolmentNames.All)}之一。");
        return null;
    }

    private long? Persons()
    {
        var cell = row[HeadcountTemplate.Persons];
        var read = cell is { IsFormula: true, Text: "" } ? new Rules.Outcomes.Refused("公式没有保存结果。请在 Excel 或 WPS 中重新计算并保存，或直接填写数字。") : HeadcountNumber.Read(cell.Text);
        if (!read.IsOk)
        {
            Say(HeadcountTemplate.Persons, read.Problem.Sentence);
        }

        return read.IsOk ? read.Value : null;
    }

    private DateOnly? AsOf()
    {
        var text = PlainText.Of(row[HeadcountTemplate.AsOf].Text);
        if (HeadcountDate.Read(text) is not { } date)
        {
            Say(HeadcountTemplate.AsOf, $"{(text.Length == 0 ? "没有填写" : $"“{text}”不是日期")}。请写成 {scope.FundingYear}-12-31 的样子。");
            return null;
        }

        if (Math.Abs(date.Year - scope.FundingYear) > 1)
        {
            Say(HeadcountTemplate.AsOf, $"{text}与{scope.FundingYear}年度相差太远。请核对年份，或切换到相应年度再填报。");
            return null;
        }

        return date;
    }
}
