using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>A cell of the grid: a number of persons by the rule of <see cref="HeadcountNumber"/>, or blank.</summary>
public static class PersonsText
{
    /// <summary>Whole persons; null for a blank cell, which says "not known" and not 0.</summary>
    public static Result<long?> Parse(string? text)
    {
        if (PlainText.Of(text ?? "").Length == 0)
        {
            return Result<long?>.Ok(null);
        }

        var read = HeadcountNumber.Read(text!);
        return read.IsOk ? Result<long?>.Ok(read.Value) : read.Problem;
    }
}
