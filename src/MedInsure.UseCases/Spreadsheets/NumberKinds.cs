using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>As what a number is shown.</summary>
internal enum NumberKind : byte
{
    Plain,
    Date,

    /// <summary>A length of time.</summary>
    Span,
}

/// <summary>
/// As what each style of a workbook shows a number, and from which year it counts days. The library says it: it is given the workbook with a sheet of one number in every style. So its frame, its styles and
/// what stands around the rows are read, and refused, by the library as ever; only the rows are not.
/// </summary>
internal sealed class NumberKinds
{
    private const int Most = 65_536;

    private const double Asked = 1_000.5;

    private readonly NumberKind[] kinds;

    /// <summary>The library asks for an old encoding when it is configured, even for files that never need it.</summary>
    static NumberKinds() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private NumberKinds(NumberKind[] kinds, bool is1904) => (this.kinds, Is1904) = (kinds, is1904);

    /// <summary>Where only the presence of values matters.</summary>
    public static NumberKinds Unasked { get; } = new(new NumberKind[Most], false);

    public bool Is1904 { get; }

    public NumberKind Of(int style) => style < kinds.Length ? kinds[style] : throw new UnfamiliarException();

    /// <param name="parts">Those that stand beside the sheets, by their names in the archive.</param>
    /// <param name="sheets">Without their rows; the one of the name that is asked for with the question.</param>
    /// <param name="styles">In the question; none where the library only has to read the sheet without complaint.</param>
    public static NumberKinds Of(IReadOnlyDictionary<string, byte[]> parts, IReadOnlyDictionary<string, byte[]> sheets, string asked, int styles)
    {
        using var book = new MemoryStream();
        using (var archive = new ZipArchive(book, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts.Concat(sheets))
            {
                using var part = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                part.Write(content);
            }
        }

        book.Position = 0;
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(book, new ExcelReaderConfiguration { FallbackEncoding = Encoding.UTF8 });
        while (reader.Name != asked)
        {
            if (!reader.NextResult())
            {
                throw new UnfamiliarException();
            }
        }

        if (styles == 0)
        {
            return Unasked;
        }

        if (!reader.Read() || reader.FieldCount != styles)
        {
            throw new UnfamiliarException();
        }

        var values = Enumerable.Range(0, styles).Select(reader.GetValue).ToList();
        return new NumberKinds([.. values.Select(KindOf)], values.OfType<DateTime>().Any(date => date.Year > 1903));
    }

    /// <summary>How many styles there may be at the most.</summary>
    public static int CountOf(ReadOnlySpan<byte> styles) => Math.Min(styles.Count("xf"u8) + 1, Most);

    public static string Question(SheetFrame frame, int styles)
    {
        var (row, cell, value) = (frame.Named("row"), frame.Named("c"), frame.Named("v"));
        var number = Asked.ToString(CultureInfo.InvariantCulture);
        return $"<{row}>{string.Concat(Enumerable.Range(0, styles).Select(style => string.Create(CultureInfo.InvariantCulture, $"<{cell} s=\"{style}\"><{value}>{number}</{value}></{cell}>")))}</{row}>";
    }

    private static NumberKind KindOf(object? value) => value switch
    {
        double => NumberKind.Plain,
        DateTime => NumberKind.Date,
        TimeSpan => NumberKind.Span,
        _ => throw new UnfamiliarException(),
    };
}
