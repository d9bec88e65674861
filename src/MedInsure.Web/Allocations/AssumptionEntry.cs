using System.Globalization;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Allocations;

namespace MedInsure.Web.Allocations;

/// <summary>What a person types in place of one gap.</summary>
public sealed class AssumptionEntry(AssumableGap gap)
{
    public AssumableGap Gap { get; } = gap;

    public bool IsOn { get; set; }

    public string? Label { get; set; }

    /// <summary>The names of a list, one a line.</summary>
    public string? Names { get; set; }

    public string? Yuan { get; set; }

    public Dictionary<Payers, string> Parts { get; } = PayerNames.InOrder.Where(payer => gap.Bucket.HasFlag(payer)).ToDictionary(payer => payer, _ => "");

    public NamedUnits Named => NamedUnits.Read(Names, Gap.Candidates);

    public bool IsComplete => !IsOn || (!string.IsNullOrWhiteSpace(Label) && Gap.Form switch
    {
        AssumptionForm.Members => Named.Unknown.Count == 0,
        AssumptionForm.Yuan => Number(Yuan) is > 0,
        _ => Parts.Values.All(part => Number(part) is >= 0) && Parts.Values.Any(part => Number(part) > 0),
    });

    public Assumption ToAssumption()
    {
        var empty = new Assumption { Gap = Gap.Id, Label = Label!.Trim() };
        return Gap.Form switch
        {
            AssumptionForm.Members => empty with { Members = [.. Named.Found.Select(unit => unit.Region)] },
            AssumptionForm.Yuan => empty with { Yuan = Number(Yuan) },
            _ => empty with { Parts = [.. Parts.Select(part => new AssumedPart { Payers = part.Key, Part = Number(part.Value)!.Value })] },
        };
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
}
