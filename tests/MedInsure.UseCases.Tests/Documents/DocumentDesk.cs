using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Documents;

/// <summary>The acts on a library as the pages send them, each one line.</summary>
internal sealed class DocumentDesk(TenantDb db)
{
    public static DocumentEntry Entry(string number, params (DocumentRelationKind Kind, string Number)[] relations) => new(
        number, "关于测试的通知", ["甲市医疗保障局", "甲市财政局"], new DateOnly(2020, 8, 1), new DateOnly(2020, 8, 14), Openness.Open, true, [.. relations.Select(relation => new DocumentRelation { Kind = relation.Kind, Number = relation.Number })]);

    public Task<Result<string>> TryRegisterAsync(Actor actor, DocumentEntry entry) => new RegisterDocumentHandler(db, StoppedClock.Instance).HandleAsync(actor, new RegisterDocument(entry), default);

    public async Task<string> RegisterAsync(Bureau bureau, DocumentEntry entry) => Ok(await TryRegisterAsync(Author(bureau), entry));

    public Task<Result<string>> TryChangeAsync(Actor actor, string number, DocumentEntry entry, uint stamp) => new RegisterDocumentHandler(db, StoppedClock.Instance).HandleAsync(actor, new ChangeDocument(number, entry, stamp), default);

    public Task<Result<string>> TryRegisterNamedAsync(Actor actor, string number) => new RegisterDocumentHandler(db, StoppedClock.Instance).HandleAsync(actor, new RegisterNamedDocument(number), default);

    public Task<Result<PastedClauses>> TryPasteAsync(Actor actor, string number, string text) => new PasteClausesHandler(db, StoppedClock.Instance).HandleAsync(actor, new PasteClauses(number, text, ClauseForm.Original), default);

    public Task<Result<string>> TrySaveClauseAsync(Actor actor, string number, string path, string text, uint? stamp = null) =>
        new SaveClauseHandler(db, StoppedClock.Instance).HandleAsync(actor, new SaveClause(number, path, text, ClauseForm.Original, stamp), default);

    public Task<Result<string>> TryRemoveClauseAsync(Actor actor, string number, string path) => new SaveClauseHandler(db, StoppedClock.Instance).HandleAsync(actor, new RemoveClause(number, path), default);

    public Task<Result<int>> TryMarkAsync(Actor actor, string number, string path, Transcription mark, string? note = null) =>
        new MarkTranscriptionHandler(db, StoppedClock.Instance).HandleAsync(actor, new MarkTranscription(number, path, mark, note), default);

    public async Task<Result<UploadedAttachment>> TryUploadAsync(Actor actor, string number, string name, byte[] content) =>
        await new UploadAttachmentHandler(db, StoppedClock.Instance).HandleAsync(actor, new UploadAttachment(number, name, new MemoryStream(content)), default);

    public Task<Result<string>> TryRemoveAsync(Actor actor, string number) => new RemoveDocumentHandler(db).HandleAsync(actor, new RemoveDocument(number), default);

    public Task<Result<DocumentPage>> TryShowAsync(Actor actor, string number) => new ShowDocumentHandler(db).HandleAsync(actor, new ShowDocument(number), default);

    public async Task<DocumentPage> ShowAsync(Bureau bureau, string number) => Ok(await TryShowAsync(Author(bureau), number));

    public async Task<DocumentList> ListAsync(Bureau bureau, ListDocuments? filter = null) => Ok(await new ListDocumentsHandler(db).HandleAsync(Author(bureau), filter ?? new ListDocuments(), default));
}
