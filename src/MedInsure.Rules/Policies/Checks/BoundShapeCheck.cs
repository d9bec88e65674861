namespace MedInsure.Rules.Policies.Checks;

/// <summary>上级约束: limits that some value can keep, on a subject that they fit.</summary>
internal static class BoundShapeCheck
{
    public static void Run(CheckScope scope)
    {
        foreach (var (bound, path) in scope.Content.Bounds.At("$.bounds"))
        {
            scope.AddIf(bound.On != BoundSubject.Subsidy && bound.Categories.Count > 0, path + ".categories", "只有参保资助的约束才区分对象类别，请去掉 categories。");
            scope.AddIf(bound.On != BoundSubject.Subsidy && (bound.Limit is FullLimit or RateRangeLimit), path + ".limit", "全额和按缴费比例的约束只用于参保资助，请改用金额。");
            switch (bound.Limit)
            {
                case MinimumLimit limit:
                    StandardCheck.Amount(scope, limit.Yuan, path + ".limit.yuan");
                    break;
                case MaximumLimit limit:
                    StandardCheck.Amount(scope, limit.Yuan, path + ".limit.yuan");
                    break;
                case RangeLimit limit:
                    StandardCheck.Amount(scope, limit.FromYuan, path + ".limit.fromYuan");
                    scope.AddIf(limit.FromYuan > limit.ToYuan, path + ".limit", "范围的下限高于上限，请核对。");
                    break;
                case RateRangeLimit limit:
                    StandardCheck.Rate(scope, limit.FromRate, path + ".limit.fromRate");
                    StandardCheck.Rate(scope, limit.ToRate, path + ".limit.toRate");
                    scope.AddIf(limit.FromRate > limit.ToRate, path + ".limit", "比例的下限高于上限，请核对。");
                    break;
                case NotAbovePreviousLimit limit:
                    StandardCheck.Amount(scope, limit.WhenPreviousAboveYuan, path + ".limit.whenPreviousAboveYuan");
                    break;
            }
        }
    }
}
