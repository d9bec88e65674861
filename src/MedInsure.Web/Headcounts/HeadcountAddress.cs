using System.Globalization;
using MedInsure.Rules.Headcounts;
using MedInsure.UseCases.Headcounts;
using MedInsure.Web.Components.Shell;

namespace MedInsure.Web.Headcounts;

/// <summary>Addresses of the headcount pages: year, basis and filters stand in the query, so that a link shows the same.</summary>
public static class HeadcountAddress
{
    public const HeadcountBasis Default = HeadcountBasis.Reported;

    /// <summary>"reported": the basis as the address writes it.</summary>
    public static string Slug(this HeadcountBasis basis) => basis switch
    {
        HeadcountBasis.Estimated => "estimated",
        HeadcountBasis.Reported => "reported",
        HeadcountBasis.Certified => "certified",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, null),
    };

    /// <summary>Anything else is read as 上报.</summary>
    public static HeadcountBasis BasisOf(string? slug) => slug switch
    {
        "estimated" => HeadcountBasis.Estimated,
        "certified" => HeadcountBasis.Certified,
        _ => Default,
    };

    public static string Table(WorkYear year, HeadcountBasis basis, HeadcountFilter? filter = null)
    {
        ArgumentNullException.ThrowIfNull(year);
        return year.Link($"headcounts?basis={basis.Slug()}{Query(filter ?? HeadcountFilter.None)}");
    }

    public static string Import(WorkYear year, HeadcountBasis basis, long? batch = null)
    {
        ArgumentNullException.ThrowIfNull(year);
        return year.Link(string.Create(CultureInfo.InvariantCulture, $"headcounts/import?basis={basis.Slug()}{(batch is null ? "" : $"&batch={batch}")}"));
    }

    /// <summary>What the address carries beside year and basis: "&amp;q=榆中".</summary>
    public static string Query(HeadcountFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Part("q", filter.Text) + Part("show", filter.Show) + Part("city", filter.Prefecture);
    }

    public static string Imports(WorkYear year)
    {
        ArgumentNullException.ThrowIfNull(year);
        return year.Link("headcounts/imports");
    }

    public static string Template(int year, string form) => string.Create(CultureInfo.InvariantCulture, $"headcounts/template?year={year}&form={form}");

    public static string Errors(long batch) => string.Create(CultureInfo.InvariantCulture, $"headcounts/import/{batch}/errors");

    private static string Part(string name, string value) => value.Length == 0 ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
