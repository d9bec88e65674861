using System.Globalization;
using Radzen;

namespace MedInsure.Web.Components.Kit;

/// <summary>
/// The component kit's own words in Chinese: it ships none. A test reads which of its components the folder Kit uses and fails on a key that is missing here.
/// </summary>
public sealed class KitWords : ILocalizer
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["DropDown_ClearAriaLabel"] = "清除",
        ["DropDown_EmptyAriaLabel"] = "未选择",
        ["DropDown_RemoveChipTitle"] = "移除",
        ["DropDown_SearchAriaLabel"] = "查找",
        ["DropDown_SelectedItemsText"] = "项已选",
    };

    /// <summary>Null lets the kit fall back to English, which a reader of ours must never see.</summary>
    public string? Get(string key, CultureInfo culture) => Words.GetValueOrDefault(key);

    /// <summary>Whether the kit's key has a Chinese text.</summary>
    public static bool Knows(string key) => Words.ContainsKey(key);
}
