using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Headcounts;

/// <summary>Years and as-of dates that a headcount can bear.</summary>
internal static class FundingYears
{
    public const int First = 2000;
    public const int Last = 2100;

    public static Problem? Check(int year) =>
        year is < First or > Last ? new Refused($"年度“{year}”不正确，请选择 {First} 至 {Last} 之间的年度。") : null;

    /// <summary>
    /// An as-of date belongs to its year: not before the year before it, not after the year that follows. What was counted cannot lie in the
    /// future; an estimate can.
    /// </summary>
    public static Problem? CheckAsOf(int year, HeadcountBasis basis, DateOnly asOf, DateOnly today)
    {
        var (first, last) = (new DateOnly(year - 1, 1, 1), new DateOnly(year + 1, 12, 31));
        if (asOf < first || asOf > last)
        {
            return new Refused($"截止日期 {asOf.Iso()} 与{year}年度不符，请填写 {first.Iso()} 至 {last.Iso()} 之间的日期。");
        }

        return basis != HeadcountBasis.Estimated && asOf > today
            ? new Refused($"截止日期 {asOf.Iso()} 晚于今天。{basis.Chinese()}人数请填写今天或以前的日期；尚未发生的人数请填在“预估”中。")
            : null;
    }

    public static DateOnly Today(this TimeProvider clock) => ChinaTime.Date(clock.GetUtcNow());
}
