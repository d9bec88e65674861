using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MedInsure.UseCases.Tables;

namespace MedInsure.Web.Components.Kit;

/// <summary>
/// What a page keeps of an <see cref="OfficialTable"/>: the words around the cells. The cells themselves are markup, which is let go once the
/// browser has it, so that a circuit with a province's table holds no more than one with a county's.
/// </summary>
public sealed class ShownTable
{
    private string? cells;

    private ShownTable(OfficialTable table, string markup, bool explains)
    {
        Title = table.Title;
        Subtitle = table.Subtitle;
        ReportingLine = table.ReportingLine;
        UnitLine = table.UnitLine;
        WordsLine = table.WordsLine;
        Notes = table.AllNotes;
        Signatures = table.Signatures.Parts;
        RunLine = table.Run?.Line;
        Watermark = table.Watermark;
        Explains = explains;
        cells = markup;
        Id = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(markup.AsSpan())).AsSpan(0, 16));
    }

    /// <summary>Follows from the cells: tables with the same cells, such as a run before and after its review, have the same id and need not be sent again.</summary>
    public string Id { get; }

    /// <summary>Whether a figure with a key is a button.</summary>
    public bool Explains { get; }

    public string Title { get; }

    public string Subtitle { get; }

    public string ReportingLine { get; }

    public string UnitLine { get; }

    public string? WordsLine { get; }

    public IReadOnlyList<string> Notes { get; }

    public IReadOnlyList<string> Signatures { get; }

    public string? RunLine { get; }

    public string? Watermark { get; }

    /// <param name="explains">Whether somebody answers a click on a figure.</param>
    public static ShownTable Of(OfficialTable table, bool explains = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new ShownTable(table, OfficialTableMarkup.WriteInParts(table, explains), explains);
    }

    /// <summary>For a page without a circuit, such as a print: all rows at once.</summary>
    public static ShownTable WholeOf(OfficialTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new ShownTable(table, OfficialTableMarkup.Write(table, clickable: false), explains: false);
    }

    /// <summary>The markup of the cells; empty after <see cref="LetGo"/>.</summary>
    internal string Cells() => cells ?? "";

    /// <summary>The same to send; null after <see cref="LetGo"/>.</summary>
    internal byte[]? CellsToSend() => cells is null ? null : Encoding.UTF8.GetBytes(cells);

    /// <summary>The browser has the cells.</summary>
    internal void LetGo() => cells = null;
}
