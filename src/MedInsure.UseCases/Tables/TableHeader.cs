namespace MedInsure.UseCases.Tables;

/// <summary>What a column holds; decides alignment and the least width.</summary>
public enum ColumnKind
{
    Serial,
    Text,
    Count,
    PerCapita,
    Money,
}

/// <summary>A node of the header: a group of columns with a common heading, or one column.</summary>
public abstract record HeaderNode(string Text);

/// <summary>A heading above two or more columns or groups.</summary>
public sealed record HeaderGroup(string Text, IReadOnlyList<HeaderNode> Children) : HeaderNode(Text);

/// <summary>One column. The key is stable ("central"), the text is for people.</summary>
public sealed record Column(string Key, string Text, ColumnKind Kind) : HeaderNode(Text);

/// <summary>A header cell in its place; rows and columns count from 0 within the header.</summary>
public sealed record HeaderCell(string Text, int Row, int ColumnIndex, int RowSpan, int ColumnSpan, Column? Column);

/// <summary>
/// The header as a tree, from which the merged rows follow: a column that is less deep than its neighbours reaches down to the last header row.
/// A tree cannot overlap or leave a hole, which a list of merges could.
/// </summary>
public sealed class TableHeader
{
    public TableHeader(params IReadOnlyList<HeaderNode> nodes)
    {
        Levels = nodes.Select(Depth).DefaultIfEmpty(0).Max();
        var cells = new List<HeaderCell>();
        var columns = new List<Column>();
        Place(nodes, 0, cells, columns);
        if (columns.Count < 2)
        {
            throw new ArgumentException("A table needs at least two columns.", nameof(nodes));
        }

        if (columns.DistinctBy(c => c.Key).Count() != columns.Count)
        {
            throw new ArgumentException("Column keys must differ.", nameof(nodes));
        }

        Columns = columns;
        Rows = Enumerable.Range(0, Levels).Select(r => (IReadOnlyList<HeaderCell>)[.. cells.Where(c => c.Row == r).OrderBy(c => c.ColumnIndex)]).ToList();
    }

    /// <summary>Number of header rows.</summary>
    public int Levels { get; }

    /// <summary>The columns from left to right.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The cells that begin in each header row, from left to right.</summary>
    public IReadOnlyList<IReadOnlyList<HeaderCell>> Rows { get; }

    private static int Depth(HeaderNode node) => node is HeaderGroup group ? 1 + group.Children.Select(Depth).DefaultIfEmpty(0).Max() : 1;

    private void Place(IReadOnlyList<HeaderNode> nodes, int row, List<HeaderCell> cells, List<Column> columns)
    {
        foreach (var node in nodes)
        {
            var first = columns.Count;
            switch (node)
            {
                case Column column:
                    columns.Add(column);
                    cells.Add(new HeaderCell(column.Text, row, first, Levels - row, 1, column));
                    break;
                case HeaderGroup group:
                    Place(group.Children, row + 1, cells, columns);
                    if (columns.Count == first)
                    {
                        throw new ArgumentException($"The group '{group.Text}' has no column.", nameof(nodes));
                    }

                    cells.Add(new HeaderCell(group.Text, row, first, 1, columns.Count - first, null));
                    break;
            }
        }
    }
}
