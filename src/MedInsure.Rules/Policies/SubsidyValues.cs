using static MedInsure.Rules.Policies.PolicyKeys;

namespace MedInsure.Rules.Policies;

/// <summary>参保资助 as values.</summary>
internal static class SubsidyValues
{
    public static void Write(ValueWriter write, SubsidyPolicy subsidies)
    {
        write.Section("参保资助");
        if (subsidies.Stacking is { } stacking)
        {
            write.Add("/subsidies/stacking", "$.subsidies.stacking", "多重身份", "就高不就低", ValueWriter.Raw(stacking.Rule), stacking.Cite, CitedKind.Value);
        }

        foreach (var (rule, key, i) in Keyed(subsidies.Rules, rule => rule.ToString(), KeyOf, rule => AllOf(rule.Where)))
        {
            Rule(write, rule, $"/subsidies/rules/{key}", $"$.subsidies.rules[{i}]");
        }

        write.Section("资助对象类别");
        Categories(write, subsidies.Categories);
        write.Section("对象名称对照");
        foreach (var (alias, key, i) in Keyed(subsidies.Aliases, alias => alias.ToString(), alias => alias.Category, alias => alias.Name))
        {
            write.Add($"/subsidies/aliases/{key}", $"$.subsidies.aliases[{i}]", write.Names.Category(alias.Category), $"本地称“{alias.Name}”", alias.Name, alias.Cite, CitedKind.Value);
        }
    }

    internal static string KeyOf(SubsidyRule rule) =>
        rule.Category + (rule is { ContributionTier: null, PopulationGroup: null, Ages: null } ? string.Empty : "+" + Of(rule.ContributionTier, rule.PopulationGroup, rule.Ages)) + FirstOf(rule.Where);

    private static void Rule(ValueWriter write, SubsidyRule rule, string path, string json)
    {
        var name = write.Names.Category(rule.Category) + PolicyValues.Suffix(rule.ContributionTier, rule.PopulationGroup, rule.Ages?.ToText());
        var raw = rule.Form switch
        {
            FullSubsidy => "full",
            FixedSubsidy set => ValueWriter.Raw("fixed", set.Yuan),
            RateSubsidy rate => ValueWriter.Raw("rate", rate.Rate, rate.Floor),
            DelegatedSubsidy delegated => ValueWriter.Raw("delegated", delegated.To),
            GapSubsidy missing => ValueWriter.Raw("gap", missing.Gap),
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };
        var gap = (rule.Form as GapSubsidy)?.Gap;
        var cites = gap is not null && rule.Pay is null ? CitedKind.Open : CitedKind.Value;
        write.Add(path + "/form", json, name, PolicyWords.Form(rule.Form), raw, rule.Cite, cites, gap);
        write.Where(path, json, name, rule.Where, rule.Cite);
        if (rule.Pay is { } pay)
        {
            write.Add(path + "/pay", json + ".pay", name + "的资助方式", PolicyWords.Pay(pay), ValueWriter.Raw(pay), rule.Cite, CitedKind.Value);
        }

        if (rule.Timing is { } timing)
        {
            var months = timing.NewlyAdded;
            write.Add(path + "/timing", json + ".timing", name + "的资助月份", months is null ? "未写月份" : PolicyWords.Months(months), ValueWriter.Raw(months?.Enrol, months?.Pay), timing.Cite, CitedKind.Value);
        }

        foreach (var (funder, key, i) in Keyed(rule.Funders, funder => funder.ToString(), funder => funder.Name))
        {
            write.Add($"{path}/funders/{key}", $"{json}.funders[{i}]", name + "的资金来源", PolicyWords.Funder(funder), ValueWriter.Raw(funder.Rate, funder.Yuan), funder.Cite, CitedKind.Value);
        }
    }

    private static void Categories(ValueWriter write, IReadOnlyList<SubsidyCategory> categories)
    {
        foreach (var (category, key, i) in Keyed(categories, category => category.Name, category => category.Id))
        {
            var (path, json) = ($"/subsidies/categories/{key}", $"$.subsidies.categories[{i}]");
            var text = category.Name
                + (category.Aliases.Count > 0 ? $"，又称{ValueWriter.Sorted(category.Aliases)}" : string.Empty)
                + (category.Parent is { } parent ? $"，属于{write.Names.Category(parent)}" : string.Empty);
            write.Add(path, json, category.Name, text, ValueWriter.Raw(category.Name, ValueWriter.Sorted(category.Aliases), category.Parent), category.Cite, CitedKind.Value);
            foreach (var (authority, name, j) in Keyed(category.Authorities, authority => authority.ToString(), authority => authority.Name, authority => ValueWriter.Raw(authority.From)))
            {
                var period = authority is { From: null, To: null } ? string.Empty : $"（{ValueWriter.Period(authority.From, authority.To)}）";
                write.Add($"{path}/authorities/{name}", $"{json}.authorities[{j}]", category.Name + "的名单部门", authority.Name + period, ValueWriter.Raw(authority.From, authority.To), authority.Cite, CitedKind.Value);
            }
        }

        if (categories.Count > 1)
        {
            write.Add("/subsidies/order", "$.subsidies.categories", "金额相同时的次序", string.Join("、", categories.Select(category => category.Name)), string.Join(',', categories.Select(category => category.Id)), [], null);
        }
    }
}
