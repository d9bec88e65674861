using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Headcounts;

namespace MedInsure.Web.Tests.Headcounts;

/// <summary>Lists as the use case gives them, without a database.</summary>
internal static class SomeList
{
    public static readonly PrefectureName Lanzhou = new(new RegionCode("620100"), "兰州市");
    public static readonly PrefectureName Jinchang = new(new RegionCode("620300"), "金昌市");

    /// <summary>城关区 and 七里河区 are complete, 永昌县 has no figure.</summary>
    public static HeadcountList Gansu() => Of(Unit("620102", "城关区", Lanzhou, 800, 20, 3, 1), Unit("620103", "七里河区", Lanzhou, 400, 10, 2, 0), Unit("620321", "永昌县", Jinchang));

    public static HeadcountList Of(params HeadcountUnit[] units) => new(
        2020,
        HeadcountBasis.Reported,
        "甘肃省医疗保障局",
        null,
        units,
        [.. HeadcountWords.Bases.Select(basis => new BasisCompleteness(basis, units.Count(unit => unit.IsComplete), units.Length))],
        new DateOnly(2020, 12, 31));

    public static HeadcountUnit Unit(string code, string name, PrefectureName? prefecture, params long[] persons) => new(
        new RegionCode(code),
        name,
        prefecture,
        [.. HeadcountWords.Columns.Select((enrolment, i) => i < persons.Length ? new HeadcountFigure(enrolment, persons[i], (uint)(100 + persons[i])) : new HeadcountFigure(enrolment, null, null))],
        persons.Length == 0 ? null : new DateOnly(2020, 12, 31),
        persons.Length == 0 ? "" : "录入",
        false);
}
