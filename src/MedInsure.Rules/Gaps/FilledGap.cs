using MedInsure.Rules.Amounts;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Gaps;

/// <summary>补上的依据: what was a gap under the policies before and is none any more, what stands in its place, and what can be told now.</summary>
/// <param name="Issuer">Code of the bureau whose policy had the gap.</param>
/// <param name="By">The values that stand where the gap stood; empty when it was only taken off the list.</param>
/// <param name="Split">财政补助: the counties that waited for it.</param>
/// <param name="Illness">大病保险筹资: the same.</param>
/// <param name="Bounds">What could not be judged because of it and is judged now.</param>
public sealed record FilledGap(Gap Gap, string Issuer, string IssuerName, IReadOnlyList<FilledValue> By, FreedCounties Split, FreedCounties Illness, IReadOnlyList<JudgedBound> Bounds)
{
    public bool FreesNothing => By.Count == 0 && Split.Computable.Count == 0 && Illness.Computable.Count == 0 && Bounds.Count == 0;
}

/// <param name="JsonPath">Where it stands in the issuer's new content.</param>
public sealed record FilledValue(string Label, string Text, string JsonPath, IReadOnlyList<Source> Sources);

/// <param name="Computable">One certain row now, and no sum that this gap keeps together.</param>
/// <param name="StillWaiting">Waited for this gap and still have no certain row.</param>
/// <param name="OtherGaps">What the counties of both lists still wait for: for a row, or for who of several payers gives what.</param>
public sealed record FreedCounties(IReadOnlyList<RegionCode> Computable, IReadOnlyList<RegionCode> StillWaiting, IReadOnlyList<string> OtherGaps)
{
    public static FreedCounties None { get; } = new([], [], []);
}

/// <param name="Verdict">Compliant or violated; an answer that is still open is not here.</param>
public sealed record JudgedBound(string What, Fraction Value, string IssuerName, string Requirement, Verdict Verdict, IReadOnlyList<RegionCode> Regions);
