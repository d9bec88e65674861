using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MedInsure.UseCases.Tables;

internal enum XlsxFont
{
    Plain,
    Bold,
    Title,
    Small,
    Struck,
}

internal enum XlsxFill
{
    None,
    Heading,
    Subtotal,
    Total,
    State,
}

/// <summary>Everything that decides how a cell looks. Equal styles share one index.</summary>
internal sealed record XlsxStyle(XlsxFont Font, XlsxFill Fill, bool Bordered, HorizontalAlignmentValues Align, string Format = "General", bool Locked = true);

/// <summary>Collects the styles that a workbook uses, then writes them as its style sheet.</summary>
internal sealed class XlsxStyles
{
    private const uint FirstOwnFormat = 164;
    private readonly List<XlsxStyle> styles = [];
    private readonly List<string> formats = [];

    public uint Index(XlsxStyle style)
    {
        var index = styles.IndexOf(style);
        if (index < 0)
        {
            index = styles.Count;
            styles.Add(style);
        }

        return (uint)index + 1;
    }

    public Stylesheet Build()
    {
        var cellFormats = new CellFormats(new CellFormat());
        foreach (var style in styles)
        {
            cellFormats.Append(Format(style));
        }

        var sheet = new Stylesheet();
        if (formats.Count > 0)
        {
            sheet.Append(new NumberingFormats(formats.Select((f, i) => new NumberingFormat { NumberFormatId = FirstOwnFormat + (uint)i, FormatCode = f })) { Count = (uint)formats.Count });
        }

        sheet.Append(
            new Fonts(FontOf(11, false), FontOf(11, true), FontOf(16, true), FontOf(9, false), FontOf(11, false, struck: true)),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
                FillOf("FFE7EDF5"),
                FillOf("FFF3F6FA"),
                FillOf("FFE2E8F0"),
                FillOf("FFFFF3D6")),
            new Borders(new Border(), Thin()),
            new CellStyleFormats(new CellFormat()),
            cellFormats,
            new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }));
        return sheet;
    }

    private CellFormat Format(XlsxStyle style) => new(
        new Alignment { Horizontal = style.Align, Vertical = VerticalAlignmentValues.Center, WrapText = style.Align != HorizontalAlignmentValues.Right },
        new Protection { Locked = style.Locked })
    {
        FontId = (uint)style.Font,
        FillId = style.Fill == XlsxFill.None ? 0 : (uint)style.Fill + 1,
        BorderId = style.Bordered ? 1U : 0,
        NumberFormatId = FormatId(style.Format),
        ApplyFont = true,
        ApplyFill = true,
        ApplyBorder = true,
        ApplyNumberFormat = true,
        ApplyAlignment = true,
        ApplyProtection = true,
    };

    private uint FormatId(string format)
    {
        if (format is "General" or "@")
        {
            return format == "@" ? 49U : 0;
        }

        if (!formats.Contains(format))
        {
            formats.Add(format);
        }

        return FirstOwnFormat + (uint)formats.IndexOf(format);
    }

    private static Font FontOf(double size, bool bold, bool struck = false)
    {
        var font = new Font();
        if (bold)
        {
            font.Append(new Bold());
        }

        if (struck)
        {
            font.Append(new Strike());
        }

        font.Append(new FontSize { Val = size }, new FontName { Val = "Microsoft YaHei" }, new FontFamilyNumbering { Val = 2 }, new FontCharSet { Val = 134 });
        return font;
    }

    private static Fill FillOf(string colour) =>
        new(new PatternFill(new ForegroundColor { Rgb = colour }, new BackgroundColor { Indexed = 64 }) { PatternType = PatternValues.Solid });

    private static Border Thin() => new(
        new LeftBorder(Grey()) { Style = BorderStyleValues.Thin },
        new RightBorder(Grey()) { Style = BorderStyleValues.Thin },
        new TopBorder(Grey()) { Style = BorderStyleValues.Thin },
        new BottomBorder(Grey()) { Style = BorderStyleValues.Thin },
        new DiagonalBorder());

    private static Color Grey() => new() { Rgb = "FF7F8FA3" };
}
