using DocumentFormat.OpenXml.Spreadsheet;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Drop-downs and checks that the spreadsheet program makes while one types. They help; the validator decides.</summary>
internal static class TemplateChecks
{
    /// <param name="lists">The sheet that holds the drop-down list of column n in its column n, from row 2 on.</param>
    public static DataValidations Of(IReadOnlyList<TemplateColumn> columns, int firstRow, int rows, string lists)
    {
        var checks = columns.Select((c, i) => Check(c, i, firstRow, rows, lists)).OfType<DataValidation>().ToList();
        return new DataValidations(checks) { Count = (uint)checks.Count };
    }

    private static DataValidation? Check(TemplateColumn column, int index, int firstRow, int rows, string lists)
    {
        var letter = XlsxPage.Letters(index);
        var check = new DataValidation
        {
            AllowBlank = true,
            ShowErrorMessage = true,
            ShowInputMessage = column.Hint.Length > 0,
            ErrorTitle = column.Name,
            PromptTitle = column.Hint.Length > 0 ? column.Name : null,
            Prompt = column.Hint.Length > 0 ? column.Hint : null,
            SequenceOfReferences = new() { InnerText = $"{letter}{firstRow}:{letter}{firstRow + rows - 1}" },
        };
        switch (column)
        {
            case { Choices.Count: > 0 }:
                check.Type = DataValidationValues.List;
                check.Error = "请从下拉列表中选择。";
                check.Append(new Formula1($"'{lists}'!${letter}$2:${letter}${column.Choices.Count + 1}"));
                return check;
            case { Content: TemplateContent.WholeNumber }:
                check.Type = DataValidationValues.Whole;
                check.Operator = DataValidationOperatorValues.GreaterThanOrEqual;
                check.Error = "请填写 0 或正整数。";
                check.Append(new Formula1("0"));
                return check;
            case { Content: TemplateContent.Amount or TemplateContent.Number }:
                check.Type = DataValidationValues.Decimal;
                check.Operator = DataValidationOperatorValues.GreaterThanOrEqual;
                check.Error = "请填写不小于零的数，不写单位。";
                check.Append(new Formula1("0"));
                return check;
            case { Content: TemplateContent.Date }:
                // 36526 is 2000-01-01 as spreadsheet programs count days.
                check.Type = DataValidationValues.Date;
                check.Operator = DataValidationOperatorValues.GreaterThanOrEqual;
                check.Error = "请填写日期，例如 2020-12-31。";
                check.Append(new Formula1("36526"));
                return check;
            case { Hint.Length: > 0 }:
                return check;
            default:
                return null;
        }
    }
}
