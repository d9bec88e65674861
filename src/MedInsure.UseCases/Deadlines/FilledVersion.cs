using MedInsure.Rules.Allocations;
using MedInsure.Rules.Gaps;
using MedInsure.Rules.Policies;

namespace MedInsure.UseCases.Deadlines;

/// <summary>补上的依据 of one of the bureau's own versions against the one that was in force before it, gaps of the bureaus above included.</summary>
/// <param name="BeforeNumber">The version that it is compared with.</param>
/// <param name="PublishedAt">Null while it is not published: then this is what its publication would free.</param>
/// <param name="OfCounties">How many counties the bureau has.</param>
public sealed record FilledVersion(long VersionId, int Number, string Title, PolicyState State, DateTimeOffset? PublishedAt, int BeforeNumber, int OfCounties, IReadOnlyList<FilledGapRow> Gaps)
{
    public bool IsPublished => PublishedAt is not null;
}

/// <param name="IsOwn">The bureau's own policy had the gap; otherwise one above.</param>
/// <param name="Runs">Runs that waited for it, newest first. None of them is computed again by itself.</param>
public sealed record FilledGapRow(FilledGap Filled, bool IsOwn, FreedNames Split, FreedNames Illness, IReadOnlyList<WaitingRun> Runs);

/// <summary>Counties by name, and in words what they still wait for.</summary>
public sealed record FreedNames(IReadOnlyList<string> Computable, IReadOnlyList<string> StillWaiting, IReadOnlyList<string> OtherGaps)
{
    public bool IsEmpty => Computable.Count == 0 && StillWaiting.Count == 0;
}

/// <param name="Counties">How many of its counties that the person may see wait for the gap.</param>
public sealed record WaitingRun(long Id, string Number, string Title, RunState State, int Counties);
