using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Allocations;

/// <summary>
/// 测算: a snapshot and the texts it names become lines. A pure function: the same snapshot gives the same lines on any day and any machine.
/// </summary>
public sealed class Allocation
{
    private readonly AllocationSnapshot snapshot;
    private readonly RegionTree regions;
    private readonly Func<RegionCode, RegionSplit> split;
    private readonly Func<RegionCode, Payers, string, Fraction?> shareInTier;
    private readonly Dictionary<RegionCode, RegionHeadcount> headcounts;
    private readonly Dictionary<RegionCode, PoolingUnitMember> pooling;
    private readonly Dictionary<IReadOnlyList<PayerShare>, PerCapitaApportionment> apportionments = new(SamePerCapita.Instance);

    /// <param name="chain">The policies that the snapshot names, national first; another content than the hash says is refused.</param>
    public Allocation(AllocationSnapshot snapshot, IReadOnlyList<IssuedPolicy> chain)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(chain);
        if (!snapshot.Policies.SequenceEqual(chain.Select(policy => new PolicyReference(policy.Tenant, policy.Version, PolicyJson.Hash(policy.Content)))))
        {
            throw new ArgumentException("These are not the policies that the snapshot rests on.", nameof(chain));
        }

        if (snapshot.Engine != AllocationSnapshot.CurrentEngine)
        {
            throw new ArgumentException($"The snapshot needs engine {snapshot.Engine}; this is engine {AllocationSnapshot.CurrentEngine}.", nameof(snapshot));
        }

        this.snapshot = snapshot;
        regions = new RegionTree(snapshot.Regions, snapshot.AsOf);
        headcounts = snapshot.Headcounts.ToDictionary(headcount => headcount.Region);
        if (regions.Find(snapshot.Root) is null)
        {
            throw new ArgumentException($"The root {snapshot.Root} is not among the snapshot's regions on {snapshot.AsOf:yyyy-MM-dd}.", nameof(snapshot));
        }

        var units = regions.FundingUnitsOf(snapshot.Root).Select(unit => unit.Code).ToHashSet();
        if (snapshot.Headcounts.FirstOrDefault(headcount => headcount.Persons < 0 || !units.Contains(headcount.Region)) is { } stray)
        {
            throw new ArgumentException($"The headcount {stray.Persons} of {stray.Region} is negative or belongs to no funding unit of the run; dropping it would make the totals too small.", nameof(snapshot));
        }

        pooling = snapshot.PoolingUnits.ToDictionary(member => member.Region);
        var policy = new EffectivePolicy(chain, regions, snapshot.Assumptions);
        var funding = new FundingSplit(policy);
        var illness = new CriticalIllnessFunding(policy);
        split = snapshot.Scheme == Scheme.FiscalSubsidy ? funding.For : illness.For;
        shareInTier = snapshot.Scheme == Scheme.FiscalSubsidy ? funding.ShareInTier : illness.ShareInTier;
    }

    public AllocationResult Compute()
    {
        var lines = regions.FundingUnitsOf(snapshot.Root).Select((unit, index) => Line(unit, index + 1)).ToList();
        var subtotals = lines.Where(line => line.Subtotal is not null).GroupBy(line => line.Subtotal!)
            .Select(group => new AllocationSubtotal(group.Key, SubtotalName(group.Key, group.First().Region), AllocationSums.Of([.. group])));
        return new AllocationResult(lines, [.. subtotals.OrderBy(subtotal => subtotal.Code, StringComparer.Ordinal)], AllocationSums.Of(lines));
    }

    /// <summary>The steps behind one computed amount; null when the unit has no such amount. <see cref="Payers.Whole"/> asks for what all payers give together.</summary>
    public AmountExplanation? Explain(RegionCode region, Payers payers)
    {
        var result = split(region);
        if (result.Determined is not { } row || !headcounts.TryGetValue(region, out var headcount))
        {
            return null;
        }

        var parts = Parts(row, headcount.Persons);
        if (row.Shares.Select(share => share.Payers).ToList().IndexOf(payers) is not (>= 0 and var place))
        {
            return payers == Payers.Whole ? ExplainTotal(region, row, headcount.Persons, parts, result.Assumptions) : null;
        }

        var (share, part) = (row.Shares[place], parts[place]);
        var amount = Step.Of("应承担金额", StepKind.Product, [new Operand("参保人数", headcount.Persons, "人"), new Operand($"{PayerNames.Of(payers)}人均", share.PerCapita, "元/人")], "元", []);
        List<Step> steps = [row.TotalStep, .. share.Steps.Where(step => step != row.TotalStep), amount];
        if (part.Exact != part.Amount.Yuan)
        {
            var cut = Step.Of("舍去不足1分", StepKind.CutToFen, [new Operand("应承担金额", part.Exact, "元")], "元", []);
            steps.Add(cut);
            steps.Add(Step.Of(
                "取整到分",
                StepKind.Sum,
                [new Operand("舍去后", cut.Result, "元"), new Operand("尾差调整", part.ResidualFen / 100m, "元")],
                "元",
                [new Source(CitationKind.Practice, snapshot.Tenant, null, null, "各方按最大余数法取整，余数相同时依次为中央、省级、市级、县级，合计与总额一致")]));
        }

        return new AmountExplanation(region, payers, part.Amount, steps, row.NotApplied, result.Assumptions);
    }

    private static AmountExplanation ExplainTotal(RegionCode region, SplitPossibility row, long persons, IReadOnlyList<ApportionedPart> parts, IReadOnlyList<string> assumptions)
    {
        var product = Step.Of("应补助总额", StepKind.Product, [new Operand("参保人数", persons, "人"), new Operand("人均财政补助标准", row.Total, "元/人")], "元", []);
        var sum = Step.Of("各方合计", StepKind.Sum, [.. row.Shares.Select((share, i) => new Operand($"{PayerNames.Of(share.Payers)}金额", parts[i].Amount.Yuan, "元"))], "元", []);
        return new AmountExplanation(region, Payers.Whole, Money.Sum(parts.Select(part => part.Amount)), [row.TotalStep, product, sum], row.NotApplied, assumptions);
    }

    /// <summary>Compares this run's result with an earlier one's; see <see cref="RunComparison"/>.</summary>
    public ComparisonResult CompareWith(AllocationResult before) => RunComparison.Compare(before, Compute(), shareInTier);

    private AllocationLine Line(Region unit, int ordinal)
    {
        var result = split(unit.Code);
        var headcount = headcounts.GetValueOrDefault(unit.Code);
        var state = result.State switch
        {
            SplitState.Inconsistent => LineState.Inconsistent,
            SplitState.Undetermined => LineState.WaitingForBasis,
            _ => headcount is null ? LineState.WithoutHeadcount : LineState.Computed,
        };
        var reason = state switch
        {
            LineState.Inconsistent => result.Problem,
            LineState.WaitingForBasis => "依据待补，补齐前不计算。",
            LineState.WithoutHeadcount => "参保人数尚未填报或没有填全，请先在“参保人数”中填报或导入。",
            _ => null,
        };
        return new AllocationLine(
            ordinal,
            unit.Code,
            unit.Name,
            SubtotalOf(unit),
            headcount?.Persons,
            headcount?.IsSample ?? false,
            state,
            [.. result.Possibilities.Select(row => Row(row, headcount?.Persons))],
            result.Gaps,
            reason,
            result.Assumptions);
    }

    private AllocationRow Row(SplitPossibility row, long? persons)
    {
        if (persons is not { } count)
        {
            return new AllocationRow(row.Condition, row.TierId, row.TierName, row.Total, null, [.. row.Shares.Select(share => new AllocationCell(share.Payers, share.PerCapita, null, 0, share.OpenGap))]);
        }

        if (!apportionments.TryGetValue(row.Shares, out var apportionment))
        {
            apportionments[row.Shares] = apportionment = new PerCapitaApportionment([.. row.Shares.Select(share => share.PerCapita)]);
        }

        var parts = apportionment.Of(count);
        var cells = new AllocationCell[parts.Count];
        var total = Money.Zero;
        for (var i = 0; i < cells.Length; i++)
        {
            var share = row.Shares[i];
            cells[i] = new AllocationCell(share.Payers, share.PerCapita, parts[i].Amount, parts[i].ResidualFen, share.OpenGap);
            total += parts[i].Amount;
        }

        return new AllocationRow(row.Condition, row.TierId, row.TierName, row.Total, total, cells);
    }

    private static IReadOnlyList<ApportionedPart> Parts(SplitPossibility row, long persons) =>
        Apportionment.LargestRemainder([.. row.Shares.Select(share => share.PerCapita * persons)]);

    /// <summary>Shares with the same yuan a head are apportioned alike, whatever they are called.</summary>
    private sealed class SamePerCapita : IEqualityComparer<IReadOnlyList<PayerShare>>
    {
        public static readonly SamePerCapita Instance = new();

        public bool Equals(IReadOnlyList<PayerShare>? one, IReadOnlyList<PayerShare>? other)
        {
            if (ReferenceEquals(one, other) || one!.Count != other!.Count)
            {
                return ReferenceEquals(one, other);
            }

            for (var i = 0; i < one.Count; i++)
            {
                if (one[i].PerCapita != other[i].PerCapita)
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode(IReadOnlyList<PayerShare> shares)
        {
            var hash = new HashCode();
            for (var i = 0; i < shares.Count; i++)
            {
                hash.Add(shares[i].PerCapita);
            }

            return hash.ToHashCode();
        }
    }

    private string? SubtotalOf(Region unit)
    {
        if (pooling.TryGetValue(unit.Code, out var member))
        {
            return member.Unit;
        }

        if (regions.Find(snapshot.Root)?.Kind != RegionKind.Province)
        {
            return null;
        }

        return unit.FiscalStatus == FiscalStatus.ProvinceManaged ? unit.Code.Value : (regions.PrefectureOf(unit.Code)?.Code ?? unit.Code).Value;
    }

    private string SubtotalName(string code, RegionCode member) =>
        pooling.TryGetValue(member, out var unit) ? unit.UnitName : regions.Find(new RegionCode(code))?.Name ?? code;
}
