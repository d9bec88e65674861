using System.Text;
using System.Text.RegularExpressions;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>A list as it is pasted from a notice or a sheet: "榆中县 6:4", several names before one ratio, one line each.</summary>
/// <param name="Found">By ratio, in the order of the lines; a county that is named twice has its last ratio.</param>
/// <param name="Unmatched">Lines and names that say nothing of a county of the bureau, each as a line that can be mended and pasted again.</param>
public sealed partial record CountyShareLines(IReadOnlyList<(CountyShare Share, IReadOnlyList<RegionCode> Counties)> Found, IReadOnlyList<(string Line, string Why)> Unmatched)
{
    /// <param name="counties">Those that a ratio can be given to.</param>
    public static CountyShareLines Read(string? text, RegionTree regions, RegionCode root, IReadOnlyCollection<RegionCode> counties)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(counties);
        var (given, unmatched) = (new Dictionary<RegionCode, CountyShare>(), new List<(string, string)>());
        foreach (var line in (text ?? string.Empty).Normalize(NormalizationForm.FormKC).Split(['\n', '\r', ';', '。'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Line().Match(line) is not { Success: true } found || CountyShare.Of(found) is not { } share)
            {
                unmatched.Add((line, "看不出县名和比例"));
                continue;
            }

            var names = RegionNames.Match(regions, root, found.Groups["names"].Value.Replace(':', '、'));
            unmatched.AddRange(names.Unmatched.Select(name => ($"{name} {share}", "没有找到")));
            unmatched.AddRange(names.Ambiguous.Select(entry => ($"{entry.Text} {share}", "有重名，请写全称或代码")));
            unmatched.AddRange(names.Matched.Where(region => !counties.Contains(region.Code)).Select(region => ($"{region.Name} {share}", "没有留给本市和它再分的合计")));
            foreach (var county in names.Matched.Where(region => counties.Contains(region.Code)))
            {
                given[county.Code] = share;
            }
        }

        var byShare = given.GroupBy(entry => given.Values.First(share => share.IsSame(entry.Value))).Select(group => (group.Key, (IReadOnlyList<RegionCode>)[.. group.Select(entry => entry.Key)]));
        return new CountyShareLines([.. byShare], unmatched);
    }

    [GeneratedRegex(@"^(?<names>\S.*?)[\s,、:\t]*(?<![\d.])(?<city>\d{1,3}(\.\d{1,6})?)\s*%?\s*[:比/]\s*(?<county>\d{1,3}(\.\d{1,6})?)\s*%?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
