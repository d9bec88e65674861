using MedInsure.Rules.Headcounts;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>The words for the grounds of enrolment, in the order in which lists show them.</summary>
public static class EnrolmentNames
{
    private static readonly (EnrolmentBasis Basis, string[] Words)[] Words =
    [
        (EnrolmentBasis.HouseholdRegister, ["户籍", "户籍人口", "户籍居民"]),
        (EnrolmentBasis.ResidencePermit, ["居住证", "居住证持有人", "持居住证人员"]),
        (EnrolmentBasis.SchoolRegister, ["学籍", "学籍学生", "在校学生"]),
        (EnrolmentBasis.HongKongMacaoTaiwan, ["港澳台", "港澳台居民"]),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Words.Select(w => w.Words[0])];

    public static string Name(this EnrolmentBasis basis) => Words.Single(w => w.Basis == basis).Words[0];

    public static bool TryParse(string text, out EnrolmentBasis basis)
    {
        var key = PlainText.Key(text);
        var found = Words.FirstOrDefault(w => w.Words.Contains(key, StringComparer.Ordinal));
        basis = found.Basis;
        return found.Words is not null;
    }
}
