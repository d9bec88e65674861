namespace MedInsure.Rules.Policies.Checks;

/// <summary>待遇参数: numbers that can be.</summary>
internal static class BenefitCheck
{
    public static void Run(CheckScope scope)
    {
        foreach (var (benefit, path) in scope.Content.Benefits.At("$.benefits"))
        {
            switch (benefit.Value)
            {
                case RateBenefit rate:
                    StandardCheck.Rate(scope, rate.Rate, path + ".value.rate");
                    break;
                case RateChangeBenefit change:
                    scope.AddIf(change.Points is < -100 or > 100 or 0, path + ".value.points", "百分点应在 -100 到 100 之间且不为 0，例如提高 5 个百分点写作 5。");
                    break;
                case FactorBenefit factor:
                    scope.AddIf(factor.Factor <= 0, path + ".value.factor", "倍数应为正数，例如一半写作 0.5。");
                    scope.AddIf(string.IsNullOrWhiteSpace(factor.Of), path + ".value.of", "请写明是谁的倍数。");
                    break;
            }

            scope.AddIf(benefit.Value is not GapBenefit && benefit.Insurance is null, path + ".insurance", "请写明属于哪个险种；来文看不出的，数值请登记为缺口。");
            scope.AddIf(benefit.Value is RateBenefit or RateChangeBenefit && benefit.Subject != BenefitSubject.PaymentRatio, path + ".subject", "比例只用于支付比例，请核对。");
        }
    }
}
