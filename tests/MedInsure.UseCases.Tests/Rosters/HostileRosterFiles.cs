using System.Buffers.Binary;
using System.Text;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Spreadsheets;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>Files that somebody might send as a roster, by what is wrong with them. Each holds a sound row as well, so that it would be taken if that one thing were not looked at.</summary>
internal static class HostileRosterFiles
{
    private const string Dtd = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    private const string External = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
    private const string Sheet = "xl/worksheets/sheet1.xml";

    /// <param name="Says">What the sentence must hold.</param>
    public sealed record HostileFile(string Class, string Name, byte[] Content, string Says = "");

    public static IReadOnlyList<HostileFile> All() => [.. Archives(), .. Xml(), .. Workbooks(), .. Texts(), .. Identifiers()];

    private static RawXlsx Sound() => RawXlsx.Of(("名单", Lines(Header, Row(1))));

    private static string Lines(params string[] lines) => string.Concat(lines.Select((line, i) => RawXlsx.Row(i + 1, line.Split(','))));

    private static IEnumerable<HostileFile> Archives()
    {
        HostileFile One(string name, byte[] content, string says) => new("archive", name, content, says);
        var sound = Sound().Bytes();
        yield return One("a picture that unpacks a thousandfold", Sound().With("xl/media/image1.png", new byte[3_000_000]).Bytes(), "解压后大得不正常");
        yield return One("a sheet that unpacks a thousandfold", Sound().With(Sheet, RawXlsx.Worksheet(Lines(Header, Row(1)) + new string(' ', 5_000_000))).Bytes(), "解压后大得不正常");
        yield return One("shared texts that unpack a thousandfold", Sound().With("xl/sharedStrings.xml", $"<sst>{new string(' ', 5_000_000)}</sst>").Bytes(), "解压后大得不正常");
        yield return One("styles that unpack a thousandfold", Sound().With("xl/styles.xml", $"<styleSheet>{new string(' ', 5_000_000)}</styleSheet>").Bytes(), "解压后大得不正常");
        yield return One("a sheet of a forged size", Forged(sound, Sheet, 10), "不是可以读取的");
        yield return One("501 parts", Enumerable.Range(0, 501).Aggregate(Sound(), (file, i) => file.With($"xl/media/{i}.txt", "x")).Bytes(), "解压后大得不正常");
        yield return One("cut off at the end", sound[..^30], "不是可以读取的");
        yield return One("cut off in the middle", sound[..(sound.Length / 2)], "不是可以读取的");
        yield return One("noise behind the mark of an archive", [.. "PK\x03\x04"u8, .. Noise(4_000)], "不是可以读取的");
        yield return One("an archive of nothing", [.. "PK\x05\x06"u8, .. new byte[18]], "不是可以读取的");
        yield return One("two sheets of one name", Sound().WithAnother("xl/worksheets/SHEET1.xml", RawXlsx.Worksheet("")).Bytes(), "不是可以读取的");
        yield return One("a text document", new RawXlsx().With("word/document.xml", "<document/>").Bytes(), "不是可以读取的");
        yield return One("a workbook within an archive", new RawXlsx().With("名单.xlsx", sound).Bytes(), "不是可以读取的");
    }

    private static IEnumerable<HostileFile> Xml()
    {
        HostileFile One(string name, RawXlsx file, string says = "不是可以读取的") => new("xml", name, file.Bytes(), says);
        foreach (var part in new[] { Sheet, "xl/workbook.xml", "xl/theme/theme1.xml", "docProps/hidden.dat" })
        {
            var text = part.StartsWith("xl/w", StringComparison.Ordinal) ? Sound().Text(part) : RawXlsx.Prologue + "<x/>";
            yield return One($"a document type in {part}", Sound().With(part, text.Replace("?>", "?>" + Dtd, StringComparison.Ordinal)), "DTD");
            yield return One($"an external entity in {part}", Sound().With(part, text.Replace("?>", "?>" + External, StringComparison.Ordinal)), "DTD");
            var wide = text.Replace("UTF-8", "UTF-16", StringComparison.Ordinal).Replace("?>", "?>" + Dtd, StringComparison.Ordinal);
            yield return One($"a document type in UTF-16 in {part}", Sound().With(part, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(wide)]), "DTD");
        }

        var sheet = Sound().Text(Sheet);
        yield return One("a row that does not end", Sound().With(Sheet, "<worksheet><sheetData><row>"));
        yield return One("an entity that nobody defined", Sound().With(Sheet, sheet.Replace("赵某", "&who;", StringComparison.Ordinal)));
        yield return One("a reference to NUL", Sound().With(Sheet, sheet.Replace("赵某", "赵&#0;", StringComparison.Ordinal)));
        yield return One("two roots", Sound().With(Sheet, sheet + "<worksheet/>"));
        yield return One("bytes that are no UTF-8", Sound().With(Sheet, [.. Encoding.UTF8.GetBytes(sheet.Replace("</worksheet>", "", StringComparison.Ordinal)), 0xFF, 0xFE, .. "</worksheet>"u8]));
        yield return One("nested a hundred thousand deep", Sound().With(Sheet, RawXlsx.Worksheet(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<a{i % 7919}>")))), "");
    }

    private static IEnumerable<HostileFile> Workbooks()
    {
        HostileFile One(string name, byte[] content, string says) => new("workbook", name, content, says);
        var types = Sound().Text("[Content_Types].xml");
        foreach (var part in new[] { "xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml" })
        {
            yield return One($"a macro in {part}", Sound().With(part, "<x/>").Bytes(), "文件带有宏");
        }

        yield return One("a workbook that says it has macros", Sound().With("[Content_Types].xml", types.Replace("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", StringComparison.Ordinal)).Bytes(), "文件带有宏");
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]];
        yield return One("a container without its parts", [.. compound, .. Encoding.Unicode.GetBytes("Workbook")], "已经损坏");
        yield return One("the format before 1997", new RawXls { StreamName = "Book" }.Sheet("名单").Text(0, 0, "姓名").Bytes(), "Excel 95");
        yield return One("the old format with a macro", RawXls.OneRow().WithStorage("_VBA_PROJECT_CUR").Bytes(), "宏");
        yield return One("the old format with a password", RawXls.OneRow().WithGlobal(RawXls.Record(0x2F, RawXls.Words(0, 1, 2))).Bytes(), "密码");
        yield return One("the old format in a circle", new RawXls { Chains = chains => chains[5] = 3 }.Sheet("名单").Text(0, 0, "姓名").Bytes(), "已经损坏");
        yield return One("with a password", [.. compound, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "设有打开密码");
        yield return One("every sheet hidden", RawXlsx.Of((".名单", Lines(Header, Row(1)))).Bytes(), "隐藏");
        yield return One("an empty sheet", RawXlsx.Of(("名单", "")).Bytes(), "");
        yield return One("a giant cell", RawXlsx.Of(("名单", Lines(Header, Row(1, name: new string('赵', 32_768))))).Bytes(), "32767 个字");
        yield return One("a giant shared text", Sound().With("xl/sharedStrings.xml", $"<sst><si><t>{new string('赵', 40_000)}</t></si></sst>").Bytes(), "32767 个字");
        yield return One("a row beyond the limit", RawXlsx.Of(("名单", Lines(Header, Row(1)) + "<row r=\"250001\"><c r=\"A250001\"><v>1</v></c></row>")).Bytes(), "超过 250000 行");
        yield return One("a row beyond every sheet", RawXlsx.Of(("名单", Lines(Header, Row(1)) + "<row r=\"4000000000\"><c r=\"A4000000000\"><v>1</v></c></row>")).Bytes(), "不是可以读取的");
        yield return One("a cell in no column", RawXlsx.Of(("名单", Lines(Header, Row(1)) + "<row r=\"3\"><c r=\"ABCD3\"><v>1</v></c></row>")).Bytes(), "不是可以读取的");
        yield return One("a cell without a row", RawXlsx.Of(("名单", Lines(Header, Row(1)) + "<row r=\"3\"><c r=\"B\"><v>1</v></c></row>")).Bytes(), "不是可以读取的");
        yield return One("a column beyond the limit", RawXlsx.Of(("名单", Lines(Header, Row(1)) + "<row r=\"3\"><c r=\"CZ3\"><v>1</v></c></row>")).Bytes(), "超过 60 列");
        yield return One("a form of another bureau", TemplateXlsx.Write(SomeTemplate.Form(RosterTemplate.Id, RosterTemplate.Version, "huainan")), "其他机构");
        yield return One("a form of another business", TemplateXlsx.Write(SomeTemplate.Form()), "另一种业务");
        yield return One("the same heading twice", RawXlsx.Of(("名单", Lines(Header + ",姓名", Row(1)))).Bytes(), "出现了两次");
        yield return One("two headings for one thing", RawXlsx.Of(("名单", Lines(Header + ",证件号码", Row(1)))).Bytes(), "请只保留其中一列");
        yield return One("no heading", RawXlsx.Of(("名单", Lines(Row(1), Row(2)))).Bytes(), "缺少列");
        yield return One("a formula without its result", RawXlsx.Of(("名单", Lines(Header, Row(1)) + Cells(3, "<c r=\"C3\"><f>X1</f></c>"))).Bytes(), "整个文件没有接收");
        yield return One("a formula's error", RawXlsx.Of(("名单", Lines(Header, Row(1)) + Cells(3, "<c r=\"C3\" t=\"e\"><f>X1</f><v>#REF!</v></c>"))).Bytes(), "整个文件没有接收");
        yield return One("a number that lost its last digits", RawXlsx.Of(("名单", Lines(Header, Row(1)) + Cells(3, "<c r=\"C3\"><v>6.20123194001020003E17</v></c>"))).Bytes(), "整个文件没有接收");
    }

    private static IEnumerable<HostileFile> Texts()
    {
        HostileFile One(string name, byte[] content, string says) => new("text", name, content, says);
        byte[] With(params byte[] bytes) => [.. Csv(Header, Row(1)), .. bytes];
        yield return One("nothing", [], "文件是空的");
        yield return One("NUL", With(0), "空字符");
        yield return One("bytes of no encoding", [.. "a,b\n"u8, 0xFF, 0xFF], "编码无法识别");
        yield return One("two encodings", With(CsvText.StrictGb18030.GetBytes(Row(2))), "混用了");
        yield return One("UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{Header}\n{Row(1)}")], "编码无法识别");
        yield return One("a quote that stays open", With("\"赵"u8.ToArray()), "双引号没有成对");
        yield return One("a web page", "<html><table><tr><td>姓名</td></tr></table></html>"u8.ToArray(), "网页");
        yield return One("an XML spreadsheet", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"), "网页或 XML");
        yield return One("a PDF", [.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, .. Noise(500)], "");
        yield return One("a picture", [0x89, .. "PNG\r\n\x1A\n"u8, .. Noise(2_000)], "");
        yield return One("a program", [.. "MZ"u8, 0x90, 0, 3, .. Noise(2_000)], "");
        yield return One("a giant cell", Csv(Header, Row(1, name: new string('赵', 40_000))), "32767 个字");
        yield return One("too many columns", Csv(Header + new string(',', 80) + "末列", Row(1)), "超过 60 列");
        yield return One("the same heading twice", Csv(Header + ",姓名", Row(1)), "出现了两次");
        yield return One("a heading missing", Csv("姓名,身份证号,县区", $"赵某,{Number(1)},城关区"), "缺少列");
        yield return One("only a heading", Csv(Header), "没有一行人员");
        yield return One("only line ends, mixed", "\r\n\n\r\r\n"u8.ToArray(), "");
        yield return One("mixed line ends and a broken row", Encoding.UTF8.GetBytes($"{Header}\r{Row(1)}\n{Row(2, name: "")}\r\n\r\n"), "没有填姓名");
    }

    private static IEnumerable<HostileFile> Identifiers()
    {
        var good = Number(7);
        HostileFile One(string name, string row, string says) => new("identifier", name, Csv(Header, Row(1), row), says);
        yield return One("a wrong check digit", Row(7, number: good[..17] + (good[17] == '1' ? '2' : '1')), "校验位");
        yield return One("a birthday that never was", Row(7, number: "620123199002300011"), "出生日期");
        yield return One("a birthday to come", Row(7, number: "620123209901010018"), "出生日期");
        yield return One("fifteen digits", Row(7, number: "620123900101001"), "15 位");
        yield return One("too short", Row(7, number: good[..16]), "18 位");
        yield return One("too long", Row(7, number: good + "1"), "18 位");
        yield return One("letters", Row(7, number: "62012319400101ABCD"), "");
        yield return One("a formula in place of the number", Row(7, number: "=1+1"), "");
        yield return One("digits lost in another program", Row(7, number: "6.20123E+17"), "后几位已经丢失");
        yield return One("the same number under another name", Row(7, number: Number(1), name: "钱某"), "姓名不同");
        yield return One("the same number in another county", Row(7, number: Number(1), county: "榆中县"), "行政区划不同");
        yield return One("the same row twice", Row(1), "重复");
        yield return One("a number in the column of names", Row(7, name: good), "像身份证号码");
        yield return One("a formula in the name", Row(7, name: "=HYPERLINK(1)"), "");
        yield return One("a script in the name", Row(7, name: "<script>alert(1)</script>"), "");
        yield return One("a category of another office", Row(7, "贫困人口"), "由扶贫部门认定");
        yield return One("a county of another bureau", Row(7, county: "临夏县"), "不属于兰州市医疗保障局");
        yield return One("identified after the roster's month", Row(7, date: "2021-01-05"), "晚于名单月份");
    }

    private static string Cells(int row, string number) =>
        $"<row r=\"{row}\"><c r=\"B{row}\" t=\"inlineStr\"><is><t>钱某</t></is></c>{number}<c r=\"D{row}\" t=\"inlineStr\"><is><t>孤儿</t></is></c><c r=\"G{row}\" t=\"inlineStr\"><is><t>城关区</t></is></c><c r=\"H{row}\" t=\"inlineStr\"><is><t>2020-11</t></is></c></row>";

    private static byte[] Noise(int count)
    {
        var noise = new byte[count];
        new Random(1).NextBytes(noise);
        return noise;
    }

    /// <summary>Writes another uncompressed size into the local header and the directory.</summary>
    private static byte[] Forged(byte[] file, string entry, uint size)
    {
        var (forged, name) = (file.ToArray(), Encoding.UTF8.GetBytes(entry));
        for (var i = 0; i + 46 < forged.Length; i++)
        {
            var (field, nameAt) = BinaryPrimitives.ReadUInt32LittleEndian(forged.AsSpan(i)) switch { 0x04034B50 => (22, 30), 0x02014B50 => (24, 46), _ => (0, 0) };
            if (field > 0 && forged.AsSpan(i + nameAt).StartsWith(name))
            {
                BinaryPrimitives.WriteUInt32LittleEndian(forged.AsSpan(i + field), size);
            }
        }

        return forged;
    }
}
