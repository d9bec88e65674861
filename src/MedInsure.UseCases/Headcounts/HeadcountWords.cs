using MedInsure.Rules.Headcounts;

namespace MedInsure.UseCases.Headcounts;

/// <summary>The field's own words for headcounts, as pages, files and sentences use them; <see cref="EnrolmentNames"/> has those for the columns.</summary>
public static class HeadcountWords
{
    /// <summary>The order of the columns, everywhere.</summary>
    public static IReadOnlyList<EnrolmentBasis> Columns { get; } =
        [EnrolmentBasis.HouseholdRegister, EnrolmentBasis.ResidencePermit, EnrolmentBasis.SchoolRegister, EnrolmentBasis.HongKongMacaoTaiwan];

    /// <summary>The order in which a headcount is established.</summary>
    public static IReadOnlyList<HeadcountBasis> Bases { get; } = [HeadcountBasis.Estimated, HeadcountBasis.Reported, HeadcountBasis.Certified];

    public static string Chinese(this HeadcountBasis basis) => basis switch
    {
        HeadcountBasis.Estimated => "预估",
        HeadcountBasis.Reported => "上报",
        HeadcountBasis.Certified => "核定",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, null),
    };

    /// <summary>12,345; a number that is not there reads 未填.</summary>
    public static string Persons(long? persons) => persons is { } known ? known.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture) : "未填";

    public static string Iso(this DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
