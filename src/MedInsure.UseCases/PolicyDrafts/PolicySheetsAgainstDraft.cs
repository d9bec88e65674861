using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Sheets;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>A workbook against a draft as it stands: what preview and application both begin with, so that what is applied is what was shown.</summary>
internal sealed record PolicySheetsAgainstDraft(PolicyVersionEntity Version, PolicyBookFile Book, SheetReading Reading, PolicyContent Draft, SheetWords Words, Func<PolicyContent, PolicyNames> Names)
{
    public IReadOnlyList<SheetError> Errors => [.. Book.Problems, .. Reading.Errors];

    public SheetMerge Merge(IReadOnlySet<string> take) => SheetMerge.Of(Book.Exported, Reading.Changes, Draft, Words, take);

    /// <summary>The version stays locked until the session ends.</summary>
    public static async Task<Result<PolicySheetsAgainstDraft>> OfAsync(TenantSession db, Actor actor, long versionId, UploadedFile file, CancellationToken ct)
    {
        var taken = await PolicyActs.TakeAsync(db, versionId, PolicyState.Draft, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var version = taken.Value;
        var path = await PolicyChain.PathAsync(db, ct);
        var book = PolicyBookFile.Read(file, actor.TenantCode, path[^1].Name, version.FundingYear);
        if (!book.IsOk)
        {
            return book.Problem;
        }

        var draft = PolicyJson.Read(version.Text);
        if (!draft.IsOk)
        {
            return new Refused("草稿还没有填完整，不能读回表格；请先在编辑页按检查结果改正。");
        }

        var words = await PolicyBook.WordsAsync(db, version.FundingYear, ct);
        var reading = SheetReading.Of(book.Value.Exported, words(book.Value.Exported), book.Value.Sheets);
        return new PolicySheetsAgainstDraft(version, book.Value, reading, draft.Value, words(draft.Value), await PolicyChain.NamesAsync(db, version.FundingYear, ct));
    }
}
