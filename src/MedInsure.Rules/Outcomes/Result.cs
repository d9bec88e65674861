using System.Diagnostics.CodeAnalysis;

namespace MedInsure.Rules.Outcomes;

/// <summary>A value, or the reason why there is none.</summary>
public readonly record struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Problem? problem)
    {
        this.value = value;
        Problem = problem;
    }

    public Problem? Problem { get; }

    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Problem is null;

    /// <summary>The value; asking a failed result for it is a programming error.</summary>
    public T Value => IsOk ? value! : throw new InvalidOperationException("No value: " + Problem.Sentence);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(default, problem);

    public static Result<T> Ok(T value) => new(value, null);

    public TOut Match<TOut>(Func<T, TOut> ok, Func<Problem, TOut> failed)
    {
        ArgumentNullException.ThrowIfNull(ok);
        ArgumentNullException.ThrowIfNull(failed);
        return IsOk ? ok(value!) : failed(Problem);
    }
}
