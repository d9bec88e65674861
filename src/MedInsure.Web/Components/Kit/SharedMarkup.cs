using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MedInsure.UseCases.Tables;

namespace MedInsure.Web.Components.Kit;

/// <summary>One markup for all circuits that show the same rows in the same unit; it lives as long as one of them shows it.</summary>
internal static class SharedMarkup
{
    private static readonly ConditionalWeakTable<IReadOnlyList<TableRow>, ConcurrentDictionary<(MoneyUnit Unit, bool Clickable), WeakReference<string>>> Shown = [];

    public static string Of(OfficialTable table, bool clickable)
    {
        var ofRows = Shown.GetOrCreateValue(table.Rows);
        if (ofRows.TryGetValue((table.Unit, clickable), out var held) && held.TryGetTarget(out var markup))
        {
            return markup;
        }

        var made = OfficialTableMarkup.Write(table, clickable);
        ofRows[(table.Unit, clickable)] = new WeakReference<string>(made);
        return made;
    }
}
