using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>A headcount file that could be read, with what was found in it. <see cref="HeadcountCheck.Errors"/> may still forbid its import.</summary>
public sealed record CheckedHeadcountFile(UploadedFile File, HeadedSheet Sheet, HeadcountCheck Check)
{
    /// <summary>The person's own file with 错误说明 on every wrong row.</summary>
    public Result<byte[]> WithErrors() => ErrorWriteBack.Write(File, Sheet, Check.Errors);

    /// <summary>Sentences about the file as a whole.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. Sheet.Notes,
        .. Check.Unfilled.Count > 0 ? [$"有{Check.Unfilled.Count}行没有填写人数和截止日期，没有导入。"] : Array.Empty<string>(),
    ];
}

/// <summary>From bytes to checked rows in one step: safe reading, stamp, header, rows.</summary>
public static class HeadcountFile
{
    public static Result<CheckedHeadcountFile> Check(UploadedFile file, SheetTemplate template, HeadcountScope scope, SheetLimits limits)
    {
        var sheet = UploadedSheet.Read(file, limits);
        if (!sheet.IsOk)
        {
            return sheet.Problem;
        }

        if (TemplateStamps.Mismatch(sheet.Value, template) is { } mismatch)
        {
            return mismatch;
        }

        var headed = SheetHeader.Find(sheet.Value, template.Expected);
        if (!headed.IsOk)
        {
            return headed.Problem;
        }

        var check = HeadcountRows.Validate(headed.Value.Rows, scope);
        return check.Rows.Count == 0 && check.Errors.Count == 0
            ? new Refused("表中没有填写任何一行数据。请填写参保人数和截止日期后再上传。")
            : new CheckedHeadcountFile(file, headed.Value, check);
    }
}
