using MedInsure.Rules.Outcomes;

namespace MedInsure.Rules.Tests;

/// <summary>The errors of a failed result as one readable text, for messages and comparisons.</summary>
internal static class Errors
{
    public static string Of<T>(Result<T> result) => result.Problem switch
    {
        null => string.Empty,
        Invalid invalid => invalid.Sentence + "\n" + Of(invalid.Errors),
        var problem => problem.Sentence,
    };

    public static string Of(IEnumerable<FieldError> errors) => string.Join('\n', errors.Select(error => $"{error.Field}: {error.Sentence}"));
}
