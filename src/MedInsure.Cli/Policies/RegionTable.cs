using System.Globalization;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;

namespace MedInsure.Cli.Policies;

/// <summary>Reads regions from csv; every cell that cannot be read is named.</summary>
internal sealed class RegionTable
{
    private static readonly string[] Columns = ["code", "name", "kind", "parent", "valid_from", "valid_to", "fiscal_status", "funding_unit", "aliases"];
    private readonly Dictionary<string, int> places;
    private readonly List<FieldError> errors = [];
    private string[] cells = [];
    private int number;

    private RegionTable(string[] header) => places = Columns.ToDictionary(column => column, column => Array.IndexOf(header, column), StringComparer.Ordinal);

    public static Result<IReadOnlyList<Region>> Read(string text)
    {
        var rows = CsvRows.Of(text).ToList();
        var table = new RegionTable(rows.Count == 0 ? [] : rows[0].Cells);
        if (Columns.Take(4).Where(column => table.places[column] < 0).ToList() is { Count: > 0 } missing)
        {
            return new Invalid("区划表缺少列。", [new FieldError("第1行", $"缺少列 {string.Join("、", missing)}；第一行应为 {string.Join(',', Columns)}。")]);
        }

        var regions = rows.Skip(1).Select(row => table.Region(row.Number, row.Cells)).ToList();
        var codes = regions.Select(region => region.Code).ToHashSet();
        table.errors.AddRange(regions.Where(region => region.Parent is { } above && !codes.Contains(above)).Select(region => new FieldError(region.Code.Value, $"上级 {region.Parent} 不在表中，请补上。")));
        return table.errors.Count == 0 ? regions : new Invalid("区划表有错误。", table.errors);
    }

    private Region Region(int rowNumber, string[] row)
    {
        (number, cells) = (rowNumber, row);
        var kind = Choice("kind", RegionKind.County);
        return new Region(
            Code("code") ?? Wrong<RegionCode>("code", "应为六位行政区划代码（无国标代码的功能区如 3404L1）。"),
            Cell("name") is { Length: > 0 } name ? name : Wrong<string>("name", "请写名称。") ?? string.Empty,
            kind,
            Cell("parent").Length == 0 ? null : Code("parent") ?? Wrong<RegionCode>("parent", "应为上级的行政区划代码，或留空。"),
            Choice("fiscal_status", FiscalStatus.Ordinary),
            Cell("funding_unit") switch { "true" => true, "false" => false, "" => kind == RegionKind.County, _ => Wrong<bool>("funding_unit", "应为 true 或 false。") },
            Day("valid_from"),
            Day("valid_to"),
            Cell("aliases") is { Length: > 0 } aliases ? aliases.Split('|') : null);
    }

    private RegionCode? Code(string column) => RegionCode.TryParse(Cell(column), out var code) ? code : null;

    private T Choice<T>(string column, T otherwise)
        where T : struct, Enum =>
        Cell(column) is not { Length: > 0 } written ? otherwise
        : Enum.GetNames<T>().Contains(written, StringComparer.Ordinal) ? Enum.Parse<T>(written)
        : Wrong<T>(column, $"应为以下之一：{string.Join("、", Enum.GetNames<T>())}。");

    private DateOnly? Day(string column) =>
        Cell(column).Length == 0 ? null
        : DateOnly.TryParseExact(Cell(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : Wrong<DateOnly>(column, "应为日期，写作 2020-12-31，或留空。");

    private string Cell(string column) => places[column] is >= 0 and var place && place < cells.Length ? cells[place].Trim() : string.Empty;

    private T? Wrong<T>(string column, string sentence)
    {
        errors.Add(new FieldError($"第{number}行 {column}", sentence));
        return default;
    }
}
