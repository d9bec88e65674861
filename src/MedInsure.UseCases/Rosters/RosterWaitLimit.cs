namespace MedInsure.UseCases.Rosters;

/// <summary>How much of 入库 and 撤销入库 a person waits for; more goes on in the background.</summary>
/// <param name="Changes">Changes of a batch, at most.</param>
public sealed record RosterWaitLimit(long Changes)
{
    /// <summary>In the environment, for an installation whose disks are slower or faster.</summary>
    public const string Variable = "MEDINSURE_ROSTER_WAIT_CHANGES";

    /// <summary>One to two seconds.</summary>
    public const long DefaultChanges = 50_000;

    /// <param name="text">Of the variable; nothing for the default.</param>
    /// <exception cref="CannotStartException">It is no number of changes; the message is for the operator.</exception>
    public static RosterWaitLimit Of(string? text) =>
        string.IsNullOrWhiteSpace(text) ? new(DefaultChanges)
        : long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var changes) ? new(changes)
        : throw new CannotStartException($"环境变量 {Variable} 应是不小于 0 的整数（入库、撤销入库超过多少条变更时转到后台办理），现在是“{text}”。请改正，或删去这个变量按 {DefaultChanges} 条办理。");
}
