namespace MedInsure.Testing.Rosters;

/// <summary>
/// What an import of the roster must find, counted from what the generator knows and not from any file. Cancelled are those who are missing: for a full roster without a wrong row.
/// </summary>
/// <param name="Rows">Written rows.</param>
/// <param name="Sound">Of them sound.</param>
/// <param name="Persons">With at least one sound row.</param>
/// <param name="ByPlace">Sound rows of a county (its code) in a category (its id).</param>
public sealed record InventedFigures(
    int Rows, int Sound, int Persons, int Added, int Changed, int Cancelled, IReadOnlyDictionary<(string County, string Category), int> ByPlace)
{
    public int Wrong => Rows - Sound;

    /// <param name="before">The roster whose sound rows were committed before; null where nothing was there.</param>
    public static InventedFigures Of(InventedRoster roster, InventedRoster? before = null)
    {
        ArgumentNullException.ThrowIfNull(roster);
        var known = before?.All().Where(row => row.IsSound).Select(row => row.Slot).ToHashSet() ?? [];
        var places = new Dictionary<(string, string), int>();
        var persons = new HashSet<long>();
        var (rows, sound, added, changed) = (0, 0, 0, 0);
        foreach (var row in roster.All())
        {
            rows++;
            if (!row.IsSound)
            {
                continue;
            }

            sound++;
            persons.Add(row.Person);
            var place = (row.County.Code, row.Category.Id);
            places[place] = places.GetValueOrDefault(place) + 1;
            if (!known.Contains(row.Slot))
            {
                added++;
            }
            else if (roster.Later != before!.Later && roster.HasMoved(row.Person))
            {
                changed++;
            }
        }

        return new InventedFigures(rows, sound, persons.Count, added, changed, known.Count(slot => !roster.Has(slot)), places);
    }
}
