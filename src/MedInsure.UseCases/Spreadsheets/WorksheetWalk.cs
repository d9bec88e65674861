using System.Xml;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Walks one worksheet part: how far its content reaches and where its formulas are. Formatted cells without content do not count, since whole columns are often formatted.
/// </summary>
internal sealed class WorksheetWalk(SheetLimits limits, InflationBudget budget, TextLength text)
{
    private readonly SheetFacts facts = new();
    private int row;
    private int column;

    public int Cells { get; private set; }

    /// <param name="reader">At the root; only elements of its vocabulary are rows and cells.</param>
    public SheetFacts Through(XmlReader reader)
    {
        var vocabulary = reader.NamespaceURI;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            budget.SpendElement();
            if (reader.NamespaceURI != vocabulary)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "row":
                    row = reader.GetAttribute("r") is { } line ? Number(line) ?? throw Nonsense : checked(row + 1);
                    column = 0;
                    break;
                case "c":
                    text.Begin();
                    (row, column) = reader.GetAttribute("r") is { } place ? Place(place) ?? throw Nonsense : (row, column + 1);
                    if (reader.GetAttribute("t") == "e")
                    {
                        facts.Errors.Add((row, column));
                        Count();
                    }

                    break;
                case "f":
                    facts.Formulas.Add((row, column));
                    Count();
                    if (facts.Formulas.Count > limits.MaxFormulas)
                    {
                        throw new SheetRefusedException(SheetRefusal.TooManyFormulas(limits));
                    }

                    break;
                case "v" or "t":
                    if (text.Check(reader) > 0)
                    {
                        Count();
                    }

                    break;
            }
        }

        return facts;
    }

    private void Count()
    {
        Cells++;
        facts.LastRow = Math.Max(facts.LastRow, row);
        facts.LastColumn = Math.Max(facts.LastColumn, column);
        if (row > limits.MaxRows)
        {
            throw new SheetRefusedException(SheetRefusal.TooManyRows(limits));
        }

        if (column > limits.MaxColumns)
        {
            throw new SheetRefusedException(SheetRefusal.TooManyColumns(limits));
        }

        if (Cells > limits.MaxCells)
        {
            throw new SheetRefusedException(SheetRefusal.TooManyCells(limits));
        }
    }

    /// <summary>A place that no sheet has: nobody knows where the content belongs, so it is not read as if it stood somewhere.</summary>
    private static SheetRefusedException Nonsense => new(SheetRefusal.NotASpreadsheet);

    private static int? Number(string? text) =>
        text is { Length: > 0 and <= 7 } && text.All(char.IsAsciiDigit) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>"AB12" → (12, 28); null where the cell says nonsense.</summary>
    private static (int Row, int Column)? Place(string? reference)
    {
        var letters = reference?.TakeWhile(char.IsAsciiLetter).Count() ?? 0;
        if (letters is 0 or > 3 || Number(reference![letters..]) is not { } number)
        {
            return null;
        }

        return (number, reference[..letters].Aggregate(0, (sum, c) => sum * 26 + (char.ToUpperInvariant(c) - 'A' + 1)));
    }
}
