using System.Globalization;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Rosters;

/// <summary>Rosters of 兰州 for November 2020. Every person is invented: numbers have the sequence 000 and days of birth one after the other.</summary>
internal static class RosterDesk
{
    public static readonly Month November = new(2020, 11);

    public static readonly CategoryWords Categories = new(NoticeFiles.Effective("lanzhou"));

    public static string Number(int person)
    {
        var first = $"620123{new DateOnly(1950, 1, 1).AddDays(person):yyyyMMdd}000";
        return first + IdentityNumber.CheckDigitOf(first);
    }

    public static RosterPlaces Places(params string[] scope) => PlacesOf("620100", "兰州市医疗保障局", NoticeFiles.Regions, scope);

    public static RosterPlaces PlacesOf(string root, string bureau, RegionTree tree, params string[] scope) =>
        new(tree, new RegionCode(root), bureau, new Actor(5, "lanzhou", 1, "经办甲", Role.Clerk, [.. scope.Select(code => new RegionCode(code))]));

    public static RosterFrame Frame(RosterKind kind = RosterKind.Full, params string[] scope) => new(kind, November, new DateOnly(2020, 12, 5), Categories, Places(scope));

    /// <summary>A sound row of 孤儿 in 城关区, with some cells written otherwise.</summary>
    public static string[] Texts(int person = 0, params (RosterColumn Column, string Text)[] cells)
    {
        var texts = Enumerable.Repeat("", Enum.GetValues<RosterColumn>().Length).ToArray();
        texts[(int)RosterColumn.Serial] = (person + 1).ToString(CultureInfo.InvariantCulture);
        texts[(int)RosterColumn.Name] = "赵某";
        texts[(int)RosterColumn.Number] = Number(person);
        texts[(int)RosterColumn.Category] = "孤儿";
        texts[(int)RosterColumn.Region] = "城关区";
        texts[(int)RosterColumn.Identified] = "2020-11-20";
        foreach (var (column, text) in cells)
        {
            texts[(int)column] = text;
        }

        return texts;
    }

    public static RosterRowReading Read(RosterFrame frame, params (RosterColumn Column, string Text)[] cells) => new RosterRowCheck(frame).Read(5, Texts(0, cells));

    /// <summary>The one fault of a row.</summary>
    public static string Fault(RosterFrame frame, RosterColumn column, params (RosterColumn Column, string Text)[] cells)
    {
        var reading = Read(frame, cells);
        Assert.Null(reading.Row);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((5, column), (fault.RowNumber, fault.Column));
        return fault.Sentence;
    }
}
