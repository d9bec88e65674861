using System.Globalization;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>The parts of a policy in Chinese words, as the notices would put them.</summary>
public static class PolicyWords
{
    /// <summary>"两州一县、18个深度贫困县"; "天水市、陇南市…（18个深度贫困县除外）"; "全部地区".</summary>
    public static string Where(RegionSelector where, RegionTree regions, Func<string, string> groupName) => Where(where, code => Name(code, regions), groupName);

    public static string Where(RegionSelector where, Func<RegionCode, string> regionName, Func<string, string> groupName)
    {
        ArgumentNullException.ThrowIfNull(where);
        var parts = where.Groups.Select(groupName).Concat(where.Under.Concat(where.Regions).Select(regionName)).Distinct().ToList();
        var text = parts.Count == 0 ? "全部地区" : string.Join("、", parts);
        if (where.Except is not { } except)
        {
            return text;
        }

        var without = except.Groups.Select(groupName).Concat(except.Under.Concat(except.Regions).Select(regionName));
        return $"{text}（{string.Join("、", without)}除外）";
    }

    public static string Share(TierShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return $"{PayerNames.Of(share.Payers)} {ShareAmount(share)}";
    }

    /// <summary>What the payer gives, without its name: "440.00 元", "80%（不低于）".</summary>
    public static string ShareAmount(TierShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        var amount = share switch
        {
            FixedShare set => $"{Yuan(set.Yuan)} 元",
            RateShare { Of: RateBasis.Base } rate => $"基础标准的 {Percent(rate.Rate)}",
            RateShare rate => $"{Percent(rate.Rate)}",
            PartShare part => $"余额按 {Number(part.Part)} 份",
            RestShare => "其余部分",
            IncreaseShare increase => $"{increase.BaseYear}年基数 {Yuan(increase.BaseYuan)} 元＋增量的 {Percent(increase.Rate)}",
            GapShare => "依据待补",
            _ => throw new ArgumentOutOfRangeException(nameof(share)),
        };
        return $"{amount}{(share.Floor ? "（不低于）" : "")}";
    }

    /// <summary>"中央 440.00 元，省级 100.00 元，市县合计 10.00 元"; shares that are parts become a ratio: "市级:县级 = 6:4".</summary>
    public static string Shares(IReadOnlyList<TierShare> shares)
    {
        var parts = shares.OfType<PartShare>().ToList();
        if (parts.Count > 1 && parts.Count == shares.Count)
        {
            return $"{string.Join(":", parts.Select(part => PayerNames.Of(part.Payers)))} = {string.Join(":", parts.Select(part => Number(part.Part)))}";
        }

        return string.Join("，", shares.Select(Share));
    }

    public static string Limit(BoundLimit limit) => limit switch
    {
        MinimumLimit minimum => $"不低于 {Yuan(minimum.Yuan)} 元",
        MaximumLimit maximum => $"不高于 {Yuan(maximum.Yuan)} 元",
        RangeLimit range when range.FromYuan == range.ToYuan => $"等于 {Yuan(range.FromYuan)} 元",
        RangeLimit range => $"{Yuan(range.FromYuan)} 元至 {Yuan(range.ToYuan)} 元",
        RateRangeLimit rates => $"个人缴费标准的 {Percent(rates.FromRate)} 至 {Percent(rates.ToRate)}",
        NotAbovePreviousLimit { WhenPreviousAboveYuan: { } threshold } => $"原标准高于 {Yuan(threshold)} 元的，不得高于原标准",
        NotAbovePreviousLimit => "不得高于原标准",
        FullLimit => "全额资助",
        _ => throw new ArgumentOutOfRangeException(nameof(limit)),
    };

    public static string Subject(BoundSubject subject) => subject switch
    {
        BoundSubject.FiscalSubsidy => "人均财政补助",
        BoundSubject.Contribution => "个人缴费",
        BoundSubject.CriticalIllness => "大病保险筹资",
        BoundSubject.Subsidy => "参保资助",
        _ => throw new ArgumentOutOfRangeException(nameof(subject)),
    };

    public static string Form(SubsidyForm form) => form switch
    {
        FullSubsidy => "全额资助",
        FixedSubsidy set => $"定额 {Yuan(set.Yuan)} 元",
        RateSubsidy rate => $"{(rate.Floor ? "不低于" : "")}个人缴费标准的 {Percent(rate.Rate)}",
        DelegatedSubsidy delegated => $"由{(delegated.To == Payers.City ? "市（州）" : PayerNames.Of(delegated.To))}确定",
        GapSubsidy => "依据待补",
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    public static string Pay(PaymentMode? mode) => mode switch
    {
        PaymentMode.OnBehalf => "代缴",
        PaymentMode.Card => "先缴费、资助划入一卡通",
        _ => "未规定",
    };

    /// <summary>"当月参保、次月资助".</summary>
    public static string Months(MonthOffsets added)
    {
        ArgumentNullException.ThrowIfNull(added);
        return $"新增对象{Month(added.Enrol)}参保、{Month(added.Pay)}资助";

        static string Month(int after) => after switch
        {
            0 => "当月",
            1 => "次月",
            _ => $"{after}个月后",
        };
    }

    /// <summary>"医疗救助资金 70%".</summary>
    public static string Funder(Funder funder)
    {
        ArgumentNullException.ThrowIfNull(funder);
        return funder.Rate is { } rate ? $"{funder.Name} {Percent(rate)}" : funder.Yuan is { } yuan ? $"{funder.Name} {Yuan(yuan)} 元" : funder.Name;
    }

    /// <summary>"财政补助年度次年3月31日前", "财政补助年度次年2月底前".</summary>
    public static string DueBy(DeadlineRule deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        var anchor = deadline.Anchor == DeadlineAnchor.FundingYear ? "财政补助年度" : "待遇年度";
        var year = deadline.YearOffset switch { 0 => "当年", 1 => "次年", -1 => "上年", < 0 => $"前{-deadline.YearOffset}年", var offset => $"第{offset}年" };
        return $"{anchor}{year}{deadline.Month}月{(deadline.MonthEnd ? "底" : $"{deadline.Day}日")}前";
    }

    public static string Pooling(PoolingMode mode) => mode switch { PoolingMode.Unified => "统收统支", PoolingMode.AdjustmentFund => "调剂金", _ => "县级统筹" };

    public static string Of(Insurance insurance) => insurance switch { Insurance.Basic => "基本医疗保险", Insurance.CriticalIllness => "大病保险", _ => "医疗救助" };

    public static string Of(DocumentRelationKind kind) => kind switch
    {
        DocumentRelationKind.Forwards => "转发",
        DocumentRelationKind.Implements => "贯彻",
        DocumentRelationKind.Replaces => "替代",
        DocumentRelationKind.Repeals => "废止",
        DocumentRelationKind.Refers => "引用",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Benefit(BenefitValue value) => value switch
    {
        RateBenefit rate => Percent(rate.Rate),
        RateChangeBenefit change => $"提高 {Number(change.Points)} 个百分点",
        FactorBenefit factor => $"{factor.Of}的 {Number(factor.Factor)} 倍",
        AbolishedBenefit => "取消",
        GapBenefit => "依据待补",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => "符合",
        Verdict.Violated => "不符合",
        Verdict.Undetermined => "无法判定",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    public static string Of(Strength strength) => strength == Strength.Hard ? "必须" : "原则上";

    public static string Of(Transcription transcription) => transcription switch
    {
        Transcription.Checked => "已校对",
        Transcription.Doubtful => "存疑",
        _ => "未校对",
    };

    public static string Yuan(decimal yuan) => ((Fraction)yuan).ToYuanText();

    public static string Percent(decimal rate) => Number(rate * 100) + "%";

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Name(RegionCode code, RegionTree regions) => regions.Find(code)?.Name ?? code.Value;
}
