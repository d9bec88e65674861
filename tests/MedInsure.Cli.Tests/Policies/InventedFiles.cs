namespace MedInsure.Cli.Tests.Policies;

/// <summary>
/// A province, a city and a gap that do not exist, as files in a folder of their own: 云川省 with 东川市 (港口区, 河口县, 直管县 which settles with the province) and
/// 西川市 (山口县). 河口县 and 山口县 may be on a list that nobody has.
/// </summary>
public sealed class InventedFiles : IDisposable
{
    public const string Practice = """[{"kind":"practice","says":"虚构"}]""";

    private readonly string folder = Directory.CreateTempSubdirectory("medinsure-policy-").FullName;

    public InventedFiles()
    {
        Regions = Write("regions.csv", """
            code,name,kind,parent,valid_from,valid_to,fiscal_status,funding_unit,aliases,source
            980000,云川省,Province,,,,Ordinary,false,,虚构
            980100,东川市,Prefecture,980000,,,Ordinary,false,,虚构
            980102,港口区,County,980100,,,Ordinary,true,,虚构
            980121,河口县,County,980100,,,Ordinary,true,,虚构
            980122,直管县,County,980100,,,ProvinceManaged,true,,虚构
            980200,西川市,Prefecture,980000,,,Ordinary,false,,虚构
            980221,"山口县",County,980200,,,Ordinary,true,,虚构
            980231,未来县,County,980200,2031-01-01,,Ordinary,true,,虚构
            """);
        Province = Write("province.json", $$"""
            {
              "format": 1, "tenant": "cloud", "title": "云川省2030年政策", "year": { "funding": 2030 },
              "documents": [{ "id": "cloud1", "number": "云医保发〔2030〕1号", "issuers": ["云川省医疗保障局"], "transcription": "checked" }],
              "groups": [{ "id": "listed", "name": "扶持县", "gap": "cloud-listed", "within": { "regions": ["980121", "980221"] }, "cite": {{Practice}} }],
              "fiscalSubsidy": [{ "yuan": "{{Total}}", "baseYuan": "{{Base}}", "cite": [{ "document": "cloud1", "clause": "一", "says": "人均612.51元" }] }],
              "contribution": [{ "yuan": 320, "cite": {{Practice}} }],
              "funding": { "tiers": [
                { "id": "listed", "name": "扶持档", "where": { "groups": ["listed"] }, "cite": {{Practice}}, "shares": [
                  { "kind": "rate", "payers": ["central"], "rate": 0.8, "of": "base", "cite": {{Practice}} },
                  { "kind": "rest", "payers": ["province", "city", "county"], "openGap": "cloud-ratio", "cite": {{Practice}} }] },
                { "id": "other", "name": "其余档", "where": { "under": ["980000"], "except": { "groups": ["listed"] } }, "cite": {{Practice}}, "shares": [
                  { "kind": "rate", "payers": ["central"], "rate": 0.6, "of": "base", "cite": [{ "document": "cloud1", "clause": "二", "says": "中央按基础标准六成" }] },
                  { "kind": "increase", "payers": ["province"], "baseYuan": 120, "rate": 0.25, "baseTotalYuan": 580, "baseYear": 2029, "cite": {{Practice}} },
                  { "kind": "rest", "payers": ["city", "county"], "cite": {{Practice}} }] }] },
              "bounds": [
                { "id": "floor", "on": "fiscalSubsidy", "limit": { "kind": "min", "yuan": 600 }, "cite": {{Practice}} },
                { "id": "east-floor", "on": "contribution", "limit": { "kind": "min", "yuan": 330 }, "strength": "soft", "cite": {{Practice}} }],
              "gaps": [
                { "id": "cloud-listed", "what": "扶持县名单", "expected": "云政办发〔2029〕9号", "cite": {{Practice}} },
                { "id": "cloud-ratio", "what": "扶持县的地方比例", "cite": {{Practice}} }]
            }
            """);
        City = CityWith("city.json");
    }

    public const decimal Total = 612.51m;

    public const decimal Base = 600m;

    public string Regions { get; }

    public string Province { get; }

    public string City { get; }

    /// <param name="members">More members of the city's policy, each with a comma behind it.</param>
    public string CityWith(string name, string members = "") => Write(name, $$"""
            {
              "format": 1, "tenant": "east", "parent": "cloud", "title": "东川市2030年政策", "year": { "funding": 2030 }, {{members}}
              "funding": { "splits": [{ "of": ["city", "county"], "cite": {{Practice}}, "shares": [
                { "kind": "part", "payers": ["city"], "part": 7, "cite": {{Practice}} }, { "kind": "part", "payers": ["county"], "part": 3, "cite": {{Practice}} }] }] }
            }
            """);

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
