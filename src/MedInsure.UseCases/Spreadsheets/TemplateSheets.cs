namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Names of the sheets that our templates bring with them beside the one to fill in.</summary>
internal static class TemplateSheets
{
    public const string Instructions = "填写说明";

    /// <summary>Very hidden: the stamp and the lists of the drop-downs.</summary>
    public const string Stamp = "模板信息";

    /// <summary>Very hidden, in a workbook of several forms: the drop-down lists of one of them.</summary>
    public static string ListsOf(string form) => form + "选项";
}
