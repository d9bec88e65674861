using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Every reason for which an uploaded spreadsheet is refused as a whole. Each sentence says what is wrong and what to do.</summary>
public static class SheetRefusal
{
    public static Refused Empty { get; } = new("文件是空的。请下载模板，填写后再上传。");

    public static Refused Bomb { get; } = new("文件解压后大得不正常，已停止读取。请在 Excel 或 WPS 中新建一个表格，把数据粘贴过去后再上传。");

    public static Refused Macro { get; } = new("文件带有宏，不能上传。请在 Excel 中另存为不带宏的 .xlsx 文件后再上传。");

    public static Refused Encrypted { get; } = new("文件设有打开密码，无法读取。请取消密码并另存为 .xlsx 后再上传。");

    public static Refused OldExcel { get; } = new("这是 Excel 95 或更早的 .xls 文件，无法读取。请在 Excel 或 WPS 中另存为 .xlsx 后再上传。");

    public static Refused OnlyXlsx { get; } = new("这里只能读回 .xlsx 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再上传。");

    public static Refused Entities { get; } = new("文件内部含有不允许的外部定义（DTD），已拒绝读取。请在 Excel 或 WPS 中重新另存为 .xlsx 后再上传。");

    public static Refused NotASpreadsheet { get; } = new("文件不是可以读取的 .xlsx、.xls 或 CSV 表格，或者已经损坏。请用 Excel 或 WPS 打开核对，另存为 .xlsx 后再上传。");

    public static Refused WebPage { get; } = new("这是网页或 XML 格式的表格，只是改了扩展名。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。");

    public static Refused NulInText { get; } = new("CSV 文件中含有不可见的空字符，可能已损坏或不是文本文件。请重新导出，或改用 .xlsx 上传。");

    public static Refused Encoding { get; } = new("CSV 文件的文字编码无法识别。请另存为“CSV UTF-8（逗号分隔）”或改用 .xlsx 上传。");

    public static Refused MixedEncodings { get; } = new("CSV 文件中混用了 UTF-8 和 GB18030 两种编码。请在 Excel 或 WPS 中重新另存为“CSV UTF-8（逗号分隔）”后再上传。");

    public static Refused NoVisibleSheet { get; } = new("文件中的工作表都是隐藏的或空白的。请把数据放在可见的工作表中再上传。");

    public static Refused TooLarge(SheetLimits limits) =>
        new($"文件超过 {limits.MaxFileBytes / (1024 * 1024)} MB。请删去图片和多余的工作表，或拆成几个文件后再上传。");

    public static Refused TooManyRows(SheetLimits limits) => new($"表格超过 {limits.MaxRows} 行。请拆成几个文件后再上传。");

    public static Refused TooManyColumns(SheetLimits limits) => new($"表格超过 {limits.MaxColumns} 列。请只保留模板中的列后再上传。");

    public static Refused TooManyCells(SheetLimits limits) => new($"表格有内容的单元格超过 {limits.MaxCells} 个。请删去多余的工作表，或拆成几个文件后再上传。");

    public static Refused TooManyFormulas(SheetLimits limits) => new($"表格中的公式超过 {limits.MaxFormulas} 个。请在 Excel 或 WPS 中复制全部内容，选择性粘贴为数值后再上传。");

    public static Refused GiantCell(SheetLimits limits) => new($"有单元格的文字超过 {limits.MaxCellCharacters} 个字。请缩短后再上传。");

    public static Refused OpenQuote(int row) => new($"CSV 第{row}行开始的双引号没有成对。请补上引号，或改用 .xlsx 上传。");

    public static Refused MissingColumns(IEnumerable<string> names) => new($"缺少列：{string.Join("、", names)}。请下载模板，保留表头后再填写上传。");

    public static Refused DuplicateColumn(string name, int row) => new($"第{row}行表头中“{name}”出现了两次。请删去其中一列后再上传。");

    public static Refused SameColumn(string name, string first, string second, int row) => new($"第{row}行表头中“{first}”和“{second}”都是“{name}”。请只保留其中一列后再上传。");
}
