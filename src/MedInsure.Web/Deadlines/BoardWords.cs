using System.Globalization;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Deadlines;
using MedInsure.Web.Components.Kit;

namespace MedInsure.Web.Deadlines;

/// <summary>How a deadline's age is told.</summary>
internal static class BoardWords
{
    public static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "日期待补";

    /// <summary>2020年12月31日, for paper.</summary>
    public static string Paper(DateOnly? day) => day?.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) ?? "日期待补";

    /// <summary>逾期 or 临近, and not done.</summary>
    public static bool IsPressing(BoardRow row) => !row.IsDone && row.Deadline.State is (DeadlineState.Overdue or DeadlineState.Soon);

    public static (string Text, BadgeTone Tone) State(BoardRow row) => row switch
    {
        { Done: not null } => ("已办结", BadgeTone.Good),
        { Settled: not null } => ("已报送", BadgeTone.Good),
        { Deadline.State: DeadlineState.Overdue } => (row.Deadline.Words, BadgeTone.Bad),
        { Deadline.State: DeadlineState.Soon } => ("临近", BadgeTone.Warning),
        { Deadline.State: DeadlineState.NotYet } => ("未到", BadgeTone.Neutral),
        _ => ("日期待补", BadgeTone.Warning),
    };

    /// <summary>The age of a date of the office: "逾期 3 天", "还有 12 天".</summary>
    public static (string Text, BadgeTone Tone) Of(DeadlineAge age) => (age.Words, age.State switch { DeadlineState.Overdue => BadgeTone.Bad, DeadlineState.Soon => BadgeTone.Warning, _ => BadgeTone.Neutral });
}
