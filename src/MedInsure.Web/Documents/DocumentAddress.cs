using System.Globalization;
using MedInsure.UseCases.Documents;
using MedInsure.Web.Components.Kit;

namespace MedInsure.Web.Documents;

/// <summary>Addresses and words of the library's pages.</summary>
internal static class DocumentAddress
{
    /// <summary>A document is addressed by its number, whether the library has it or not.</summary>
    public static string Of(string number) => $"documents/{Uri.EscapeDataString(number)}";

    public static string Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "未载明";

    public static string WordOf(DocumentStatus status) => status switch
    {
        DocumentStatus.NotHeld => "未收录",
        DocumentStatus.Doubtful => "存疑",
        DocumentStatus.Checked => "已校对",
        _ => "未校对",
    };

    public static BadgeTone ToneOf(DocumentStatus status) => status switch
    {
        DocumentStatus.NotHeld => BadgeTone.Warning,
        DocumentStatus.Doubtful => BadgeTone.Bad,
        DocumentStatus.Checked => BadgeTone.Good,
        _ => BadgeTone.Neutral,
    };

    public static string SizeOf(int bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024m / 1024m:0.0} MB");
}
