namespace MedInsure.Rules.Calendar;

/// <summary>
/// 待遇年度 that a month's contributions are for, where no policy is asked: from September on people pay for the next year (集中缴费期), before that late comers for this one. 内部口径: the notices name the day
/// on which the collection ends and not the one on which it begins.
/// </summary>
public static class CoverageYear
{
    /// <summary>First month of the collection for the next year.</summary>
    public const int Autumn = 9;

    public static int Of(Month month) => month.Number >= Autumn ? month.Year + 1 : month.Year;
}
