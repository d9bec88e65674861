using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Allocations;

/// <summary>The name of an amount in a run's table, by which a page asks for its explanation.</summary>
public static class AmountKey
{
    /// <summary>The key of an amount that can be explained: "620102/central".</summary>
    public static string Of(RegionCode region, Payers payers) => $"{region}/{OfPayers(payers)}";

    /// <summary>Reads what <see cref="Of"/> writes.</summary>
    public static bool TryRead(string key, out RegionCode region, out Payers payers)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split('/');
        region = default;
        payers = Payers.None;
        if (parts.Length != 2 || !RegionCode.TryParse(parts[0], out region))
        {
            return false;
        }

        foreach (var name in parts[1].Split('-'))
        {
            if (!Enum.TryParse<Payers>(name, ignoreCase: true, out var payer))
            {
                return false;
            }

            payers |= payer;
        }

        return payers != Payers.None;
    }

    /// <summary>"central", "city-county", "whole".</summary>
    public static string OfPayers(Payers payers) => payers == Payers.Whole
        ? "whole"
        : string.Join('-', PayerNames.InOrder.Where(payer => payers.HasFlag(payer)).Select(payer => payer.ToString().ToLowerInvariant()));
}
