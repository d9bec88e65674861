using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Regions;

namespace MedInsure.UseCases.Rosters;

/// <summary>What counties and categories of a month are called.</summary>
internal sealed record RosterNames(RegionTree Tree, IReadOnlyDictionary<string, string> Categories)
{
    public string Of(RegionCode region) => Tree.Find(region)?.Name ?? region.Value;

    public string Category(string id) => Categories.GetValueOrDefault(id, id);

    /// <summary>In the order of the policies; what they do not know comes last.</summary>
    public int PlaceOf(string id) => Categories.Keys.Index().Where(one => one.Item == id).Select(one => one.Index).DefaultIfEmpty(int.MaxValue).First();

    public static async Task<RosterNames> ReadAsync(TenantSession db, Month month, CancellationToken ct)
    {
        // A batch outlives the policy it was read by; without one the ids speak for themselves.
        var read = await RosterBasis.PolicyAsync(db, month, ct);
        return read.IsOk
            ? new RosterNames(read.Value.Tree, new CategoryWords(read.Value.Policy).All.ToDictionary(category => category.Id, category => category.Name, StringComparer.Ordinal))
            : new RosterNames(await RegionFacts.TreeAsync(db, RegionFacts.AsOf(month.Year), ct), new Dictionary<string, string>());
    }
}
