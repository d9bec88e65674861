using MedInsure.Rules.Rosters;

namespace MedInsure.Rules.Matches;

/// <summary>A person whom a list of another office names as dead.</summary>
/// <param name="Basis">依据: who says so.</param>
public sealed record DeathRow(int RowNumber, IdentityNumber Number, string Name, DateOnly DiedOn, string Basis);

/// <summary>What is wrong with a cell, as a Chinese sentence.</summary>
public sealed record DeathFault(int RowNumber, string Column, string Sentence);

/// <summary>
/// Checks the rows of a list of deaths, each by itself but for one number that stands twice. Whether a person is on the roster is asked afterwards. A day is asked for and no month: whether a payment came
/// before the death may turn on it.
/// </summary>
public sealed class DeathRowCheck(DateOnly today)
{
    public const string Name = "姓名";
    public const string Number = "身份证号码";
    public const string Day = "死亡日期";
    public const string Basis = "依据";
    public const int LongestBasis = 200;

    private readonly Dictionary<IdentityNumber, int> rowOf = [];

    /// <returns>The row, or what is wrong with it; one of the two.</returns>
    public (DeathRow? Row, IReadOnlyList<DeathFault> Faults) Read(int rowNumber, string name, string number, string day, string basis)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var (person, wrongNumber) = PersonCells.Number(number, today, out _);
        if (person is { } once && !rowOf.TryAdd(once, rowNumber))
        {
            wrongNumber = $"与第 {rowOf[once]} 行是同一个人，请只保留一行。";
        }

        var (written, wrongName) = PersonCells.Unreadable(name, mayBeNumber: false) is { } unreadable ? (null, unreadable) : PersonName.Read(name);
        var (diedOn, wrongDay) = DayOf(day, person);
        var plain = basis.Trim();
        var wrongBasis = PersonCells.Unreadable(plain, mayBeNumber: false)
            ?? (plain.Length == 0 ? "没有填依据，请写明是哪个部门的什么名单，例如“县民政局 2020 年 11 月死亡名单”。" : plain.Length > LongestBasis ? $"依据请控制在 {LongestBasis} 字以内。" : null);
        DeathFault[] faults =
        [
            .. new[] { (Name, wrongName), (Number, wrongNumber), (Day, wrongDay), (Basis, wrongBasis) }.Where(fault => fault.Item2 is not null).Select(fault => new DeathFault(rowNumber, fault.Item1, fault.Item2!)),
        ];
        return faults.Length == 0 ? (new DeathRow(rowNumber, person!.Value, written!, diedOn, plain), faults) : (null, faults);
    }

    private (DateOnly Day, string? Problem) DayOf(string text, IdentityNumber? person) =>
        PersonCells.Unreadable(text, mayBeNumber: false) is { } problem ? (default, problem)
        : string.IsNullOrWhiteSpace(text) ? (default, "没有填死亡日期，请补填，写成 2020-11-20 的样子。")
        : RosterDate.Read(text) is not { IsMonth: false, Day: var day } ? (default, $"{WrittenText.Quoted(text)}不是日期，请写到日，写成 2020-11-20 的样子。")
        : day > today ? (default, $"{WrittenText.Quoted(text)}晚于今天，请核对。")
        : person is { } born && day < born.Born ? (default, $"{WrittenText.Quoted(text)}早于身份证号码中的出生日期，请核对。")
        : (day, null);
}
