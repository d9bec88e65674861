namespace MedInsure.Rules.Outcomes;

/// <summary>
/// Why an act did not take place, for the person who tried it: <see cref="Sentence"/> is Chinese, says what is wrong and what to do.
/// The set is closed; a broken contract or an unreachable database is an exception and not a Problem.
/// </summary>
public abstract record Problem(string Sentence);

/// <summary>The content is not acceptable; nothing was changed.</summary>
public sealed record Refused(string Sentence) : Problem(Sentence);

/// <summary>The person lacks the role or the region for it.</summary>
public sealed record NotAllowed(string Sentence) : Problem(Sentence);

/// <summary>The thing does not exist, or belongs to somebody who does not show it.</summary>
public sealed record NotFound(string Sentence) : Problem(Sentence);

/// <summary>Somebody else changed it meanwhile.</summary>
public sealed record Conflict(string Sentence) : Problem(Sentence);

/// <summary>Several places are wrong, each with its own sentence.</summary>
public sealed record Invalid(string Sentence, IReadOnlyList<FieldError> Errors) : Problem(Sentence);

/// <param name="Field">A field name, a cell ("第5行 参保人数") or a JSON path ("$.funding[0].tiers[1]").</param>
/// <param name="Sentence">What is wrong and what to do, in Chinese.</param>
public sealed record FieldError(string Field, string Sentence);
