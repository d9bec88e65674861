using System.Globalization;
using System.Text;

namespace MedInsure.UseCases.Tests.Spreadsheets;

/// <summary>Workbooks by chance: every kind of cell in the spellings of several programs, and now and then something that hardly any program writes.</summary>
internal sealed class OddWorkbook(int seed)
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly string[] Texts =
    [
        "甲县", "a&amp;b", "&lt;&gt;&quot;&apos;", "&#20013;&#x6587;", "_x000D_", "_x005F_x000D_", "_x00e9_", "_x00E9_", "  两端 ", "行\n行", "行\r\n行\r", "]]", "a]b", "㐀𠮷", "（全角）１２", "", " ", "1", "_", "_x_", "﾿", "&#13;", "62010219900101001X",
    ];

    private static readonly string[] Numbers = ["0", "1", "12345", "123456789012345", "1234567890123456", "620102199001010011", "0.1", "280.01", "-5", "-0", "007", "1E3", "1,000", " 12 ", "+5", "abc", "44196", "44196.5", "59", "60", "-3.25", "3000000", "0.999988", "&#49;2"];
    private static readonly string[] Dates = ["2020-12-31", " 2020-12-31 ", "2020-12-31T00:00:00", "x"];
    private static readonly string[] Formats = ["yyyy\\-mm\\-dd", "0.00", "[h]:mm:ss", "yyyy&quot;年&quot;m&quot;月&quot;", "General", "@", "[$-804]aaaa", "mm:ss.0"];

    private readonly Random random = new(seed);
    private readonly List<string> shared = [];
    private bool hasPrefix;

    private string P => hasPrefix ? "x:" : "";

    /// <param name="oddities">How many in a thousand things are written as no program would.</param>
    public RawXlsx Make(int oddities)
    {
        hasPrefix = random.Next(8) == 0;
        var names = new[] { "甲", "乙", ".丙", "丁" }.Take(random.Next(1, 5)).OrderBy(_ => random.Next()).ToArray();
        var file = RawXlsx.Of([.. names.Select(name => (name, ""))]);
        for (var i = 0; i < names.Length; i++)
        {
            file.With($"xl/worksheets/sheet{i + 1}.xml", Sheet(random.Next(5) == 0 ? 0 : random.Next(1, 12), oddities));
        }

        if (random.Next(10) == 0)
        {
            file.With("xl/workbook.xml", file.Text("xl/workbook.xml").Replace("<sheets>", $"<workbookPr date1904=\"{random.Next(3) switch { 0 => "0", 1 => "1", _ => "true" }}\"/><sheets>", StringComparison.Ordinal));
        }

        var type = Relations + "/";
        file.With("xl/_rels/workbook.xml.rels", file.Text("xl/_rels/workbook.xml.rels").Replace("</Rel", $"<Relationship Id=\"a\" Type=\"{type}styles\" Target=\"styles.xml\"/><Relationship Id=\"b\" Type=\"{type}sharedStrings\" Target=\"sharedStrings.xml\"/></Rel", StringComparison.Ordinal));
        file.With("xl/styles.xml", Styles());
        return shared.Count == 0 ? file : file.With("xl/sharedStrings.xml", $"{RawXlsx.Prologue}<{P}sst {Vocabulary} count=\"9\" uniqueCount=\"{shared.Count}\">{string.Concat(shared)}</{P}sst>");
    }

    private string Vocabulary => hasPrefix ? $"xmlns:x=\"{Main}\"" : $"xmlns=\"{Main}\"";

    private string Styles() =>
        $"<styleSheet xmlns=\"{Main}\"><numFmts>{string.Concat(Formats.Select((format, i) => $"<numFmt numFmtId=\"{164 + i}\" formatCode=\"{format}\"/>"))}</numFmts><cellXfs>{string.Concat(Enumerable.Range(0, 30).Select(i => $"<xf numFmtId=\"{(i < 22 ? i : 142 + i)}\" xfId=\"0\"/>"))}<xf numFmtId=\"14\" applyNumberFormat=\"0\"/></cellXfs></styleSheet>";

    private string Sheet(int rows, int oddities)
    {
        var data = new StringBuilder();
        var number = 0;
        var refers = random.Next(3) > 0;
        for (var i = 0; i < rows; i++)
        {
            number += random.Next(4) == 0 && refers ? random.Next(1, 4) : 1;
            data.Append(Row(number, refers, oddities)).Append(Odd(oddities) ? Oddity() : random.Next(20) == 0 ? "\n  " : "");
            number -= Odd(oddities) ? random.Next(0, 2) : 0;
        }

        var before = $"{(random.Next(4) == 0 ? $"<{P}dimension ref=\"A1:F{number}\"/>" : "")}{(random.Next(3) == 0 ? $"<{P}cols><{P}col min=\"1\" max=\"2\" width=\"9\"{(Odd(oddities) ? "" : " customWidth=\"1\"")}/></{P}cols>" : "")}";
        var behind = $"{(random.Next(3) == 0 ? $"<{P}mergeCells><{P}mergeCell {(Odd(oddities) ? "rof" : "ref")}=\"A1:B1\"/></{P}mergeCells>" : "")}{(random.Next(4) == 0 ? $"<{P}extLst><{P}ext xmlns:m=\"urn:m\"><m:f>甲!A1</m:f></{P}ext></{P}extLst>" : "")}";
        var all = rows == 0 && random.Next(2) == 0 ? $"<{P}sheetData/>" : $"<{P}sheetData>{data}</{P}sheetData>";
        return $"{RawXlsx.Prologue}<{P}worksheet {Vocabulary} xmlns:a=\"urn:a\">{before}{(Odd(oddities) ? Oddity() : "")}{all}{behind}{(Odd(oddities) ? Oddity() : "")}</{P}worksheet>";
    }

    private string Row(int number, bool refers, int oddities)
    {
        var (cells, column) = (new StringBuilder(), -1);
        for (var i = random.Next(7); i > 0; i--)
        {
            column += refers && random.Next(5) == 0 ? random.Next(1, 3) : 1;
            cells.Append(Cell(Odd(oddities) ? random.Next(5) : column, Odd(oddities) ? number + random.Next(2) : number, refers && !Odd(oddities), oddities)).Append(Odd(oddities) ? Oddity() : "");
        }

        var attributes = (refers ? $" r=\"{number}\"" : "") + (random.Next(3) == 0 ? " spans=\"1:6\" ht='15' customHeight=\"1\"" : "") + (random.Next(5) == 0 ? " a:dy=\"0.25\"" : "") + (Odd(oddities) ? " b:dy=\"1\"" : "") + (Odd(oddities) ? " r=\"1\"" : "");
        return cells.Length == 0 && random.Next(2) == 0 ? $"<{P}row{attributes}/>" : $"<{P}row{attributes}>{cells}</{P}row>";
    }

    private string Cell(int column, int number, bool refers, int oddities)
    {
        var (type, value) = Value(oddities);
        var place = refers ? string.Create(CultureInfo.InvariantCulture, $" r=\"{(char)((Odd(oddities) ? 'a' : 'A') + column)}{number}\"") : "";
        var style = random.Next(2) == 0 ? $" s=\"{random.Next(Odd(oddities) ? 200 : 31)}\"" : "";
        var shown = type.Length > 0 ? $" t={(random.Next(9) == 0 ? $"'{type}'" : $"\"{type}\"")}" : "";
        var attributes = random.Next(6) == 0 ? shown + place + style : place + style + shown;
        var formula = random.Next(8) == 0 ? random.Next(2) == 0 ? $"<{P}f>A1&amp;\"x\"</{P}f>" : $"<{P}f t=\"shared\" si=\"0\"/>" : "";
        return value.Length + formula.Length == 0 ? random.Next(2) == 0 ? $"<{P}c{attributes}/>" : $"<{P}c{attributes}{(random.Next(5) == 0 ? " " : "")}></{P}c>" : $"<{P}c{attributes}>{formula}{value}{(Odd(oddities) ? value : "")}</{P}c>";
    }

    private (string Type, string Value) Value(int oddities) => random.Next(10) switch
    {
        0 or 1 => ("s", Wrapped("v", Shared())),
        2 => ("inlineStr", $"<{P}is>{Wrapped("t", Text(oddities))}</{P}is>"),
        3 => ("inlineStr", $"<{P}is><{P}r><{P}rPr><{P}b/><{P}rFont val=\"宋体\"/></{P}rPr>{Wrapped("t", Text(oddities))}</{P}r><{P}r>{Wrapped("t", Text(oddities))}</{P}r></{P}is>"),
        4 => ("str", Wrapped("v", Text(oddities))),
        5 => ("b", Wrapped("v", random.Next(3) switch { 0 => "1", 1 => "0", _ => "true" })),
        6 => ("e", random.Next(2) == 0 ? "" : Wrapped("v", "#N/A")),
        7 => ("d", Wrapped("v", Dates[random.Next(Dates.Length)])),
        8 => ("", random.Next(4) switch { 0 => "", 1 => $"<{P}v/>", _ => Wrapped("v", Numbers[random.Next(Numbers.Length)]) }),
        _ => (Odd(oddities) ? "q" : "n", Wrapped("v", Numbers[random.Next(Numbers.Length)])),
    };

    private string Wrapped(string element, string text) => $"<{P}{element}{(random.Next(4) == 0 ? " xml:space=\"preserve\"" : "")}>{text}</{P}{element}>";

    private string Text(int oddities) => Odd(oddities) ? $"甲{Oddity()}乙" : Texts[random.Next(Texts.Length)];

    private string Shared()
    {
        var text = Texts[random.Next(Texts.Length)];
        shared.Add(random.Next(5) switch
        {
            0 => $"<{P}si><{P}r><{P}rPr><{P}sz val=\"9\"/></{P}rPr>{Wrapped("t", text)}</{P}r><{P}r>{Wrapped("t", "尾")}</{P}r></{P}si>",
            1 => $"<{P}si>{Wrapped("t", text)}<{P}rPh sb=\"0\" eb=\"1\"><{P}t>ジア</{P}t></{P}rPh><{P}phoneticPr fontId=\"1\"/></{P}si>",
            2 when random.Next(4) == 0 => $"<{P}si/>",
            _ => $"<{P}si>{Wrapped("t", text)}</{P}si>",
        });
        return string.Create(CultureInfo.InvariantCulture, $"{(random.Next(40) == 0 ? shared.Count + 5 : random.Next(shared.Count))}");
    }

    private bool Odd(int oddities) => random.Next(1_000) < oddities;

    private string Oddity() => random.Next(9) switch
    {
        0 => "<!-- 注 -->",
        1 => "<![CDATA[<甲>]]>",
        2 => "<?x y?>",
        3 => "]]>",
        4 => "&nbsp;",
        5 => "字",
        6 => "<b:x xmlns:b=\"urn:b\"/>",
        7 => $"<{P}row><{P}c><{P}v>7</{P}v></{P}c></{P}row>",
        _ => "&#0;",
    };
}
