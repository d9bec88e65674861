using MedInsure.Rules.Regions;
using MedInsure.UseCases.Headcounts;

namespace MedInsure.Web.Headcounts;

/// <summary>A cell of the table: the unit's code and the column, counted from 0 in the order of <see cref="HeadcountWords.Columns"/>.</summary>
public readonly record struct SheetPlace(RegionCode Unit, int Column);

/// <summary>The table while a person works on it: the figures that are saved and what was typed over them. Knows nothing of rendering.</summary>
public sealed class HeadcountSheet(HeadcountList list)
{
    private readonly Dictionary<SheetPlace, TypedCell> typed = [];
    private readonly Dictionary<RegionCode, HeadcountUnit> units = list.Units.ToDictionary(unit => unit.Code);

    public HeadcountList List => list;

    public int TypedCount => typed.Count;

    /// <summary>Cells whose text is no number of persons.</summary>
    public int WrongCount => typed.Values.Count(cell => !cell.IsNumber);

    public bool Has(RegionCode unit) => units.ContainsKey(unit);

    /// <summary>What stands in the cell: what was typed, else the saved figure; a number of persons as 12,345.</summary>
    public string Text(SheetPlace place) => typed.TryGetValue(place, out var cell) ? (cell.IsNumber ? Shown(cell.Persons) : cell.Text) : SavedText(place);

    public string SavedText(SheetPlace place) => Shown(Saved(place).Persons);

    public bool IsTyped(SheetPlace place) => typed.ContainsKey(place);

    public bool IsWrong(SheetPlace place) => typed.TryGetValue(place, out var cell) && !cell.IsNumber;

    /// <summary>Takes what was typed; typing the saved figure again takes the change back.</summary>
    public void Type(SheetPlace place, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!units.ContainsKey(place.Unit) || place.Column < 0 || place.Column >= HeadcountWords.Columns.Count)
        {
            return;
        }

        var saved = Saved(place);
        var read = PersonsText.Parse(text);
        if (read.IsOk && read.Value == saved.Persons)
        {
            typed.Remove(place);
        }
        else
        {
            typed[place] = new TypedCell(text.Trim(), read.IsOk, read.IsOk ? read.Value : null, saved.Version);
        }
    }

    public void Clear() => typed.Clear();

    /// <summary>The rows that a filter lets through, with what was typed.</summary>
    public IReadOnlyList<HeadcountLine> Lines(HeadcountFilter filter) => HeadcountLines.Of(list, filter, (unit, column) => Persons(new SheetPlace(unit.Code, column)));

    /// <summary>What a save sends, each with the version that was on the screen.</summary>
    public IReadOnlyList<HeadcountCellChange> Changes() =>
        [.. typed.Select(cell => new HeadcountCellChange(cell.Key.Unit.Value, HeadcountWords.Columns[cell.Key.Column], cell.Value.Text, cell.Value.Version))];

    /// <summary>
    /// The same work on a newer list. Cells that somebody else wrote meanwhile show that other figure, and what was typed there is dropped.
    /// </summary>
    /// <returns>The new sheet and the number of dropped cells.</returns>
    public (HeadcountSheet Sheet, int Dropped) On(HeadcountList newer)
    {
        var sheet = new HeadcountSheet(newer);
        var dropped = 0;
        foreach (var (place, cell) in typed)
        {
            if (sheet.Has(place.Unit) && sheet.Saved(place).Version == cell.Version)
            {
                sheet.typed[place] = cell;
            }
            else
            {
                dropped++;
            }
        }

        return (sheet, dropped);
    }

    /// <summary>The figure that counts at this moment; null where there is none or where the text is wrong.</summary>
    public long? Persons(SheetPlace place) => typed.TryGetValue(place, out var cell) ? cell.Persons : Saved(place).Persons;

    private static string Shown(long? persons) => persons is null ? "" : HeadcountWords.Persons(persons);

    private HeadcountFigure Saved(SheetPlace place) => units[place.Unit].Figures[place.Column];

    private sealed record TypedCell(string Text, bool IsNumber, long? Persons, uint? Version);
}
