using System.Globalization;

namespace MedInsure.UseCases.Tables;

/// <summary>Who signs below the table, and the day it was filled in. A name that is not known yet leaves room for a signature.</summary>
public sealed record Signatures(string? PreparedBy = null, string? CheckedBy = null, string? ResponsibleBy = null, DateOnly? FilledOn = null)
{
    /// <summary>The four labels with their values, in the order of the paper form.</summary>
    public IReadOnlyList<string> Parts =>
    [
        "制表人：" + PreparedBy,
        "审核人：" + CheckedBy,
        "负责人：" + ResponsibleBy,
        "填报日期：" + FilledOn?.ToString("yyyy年M月d日", CultureInfo.InvariantCulture),
    ];
}
