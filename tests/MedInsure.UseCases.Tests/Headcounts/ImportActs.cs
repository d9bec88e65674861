using System.Text;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;

namespace MedInsure.UseCases.Tests.Headcounts;

/// <summary>The import as the page drives it: upload, preview, commit.</summary>
internal sealed class ImportActs(TestDatabase database, TimeProvider clock)
{
    public Task<Result<UploadedHeadcounts>> UploadAsync(Actor actor, byte[] file, string name = "参保人数.csv", HeadcountBasis basis = HeadcountBasis.Reported, int year = 2020) =>
        UploadAsync(actor, new MemoryStream(file), name, basis, year);

    public Task<Result<UploadedHeadcounts>> UploadAsync(Actor actor, Stream file, string name = "参保人数.csv", HeadcountBasis basis = HeadcountBasis.Reported, int year = 2020) =>
        new UploadHeadcountsHandler(database.TenantDb, clock).HandleAsync(actor, new UploadHeadcounts(year, basis, name, file), default);

    public Task<Result<HeadcountImportPreview>> TryPreviewAsync(Actor actor, long batch) =>
        new PreviewHeadcountImportHandler(database.TenantDb, clock).HandleAsync(actor, new PreviewHeadcountImport(batch), default);

    public async Task<HeadcountImportPreview> PreviewAsync(Actor actor, byte[] file, HeadcountBasis basis = HeadcountBasis.Reported) =>
        (await TryPreviewAsync(actor, (await UploadAsync(actor, file, basis: basis)).Value.BatchId)).Value;

    public Task<Result<CommittedHeadcountImport>> CommitAsync(Actor actor, long batch, string fingerprint) =>
        new CommitHeadcountImportHandler(database.TenantDb, clock).HandleAsync(actor, new CommitHeadcountImport(batch, fingerprint), default);

    public Task<Result<CommittedHeadcountImport>> CommitAsync(Actor actor, HeadcountImportPreview preview) => CommitAsync(actor, preview.BatchId, preview.Fingerprint);

    public Task<Result<DownloadedFile>> ErrorsAsync(Actor actor, long batch) =>
        new DownloadImportErrorsHandler(database.TenantDb, clock).HandleAsync(actor, new DownloadImportErrors(batch), default);

    public Task<Result<DownloadedFile>> TemplateAsync(Actor actor, TemplateForm form = TemplateForm.Xlsx, int year = 2020) =>
        new DownloadHeadcountTemplateHandler(database.TenantDb).HandleAsync(actor, new DownloadHeadcountTemplate(year, form), default);

    /// <summary>"620102,户籍,1000,2020-12-31" and so on under the header.</summary>
    public static byte[] Csv(params string[] rows) => Encoding.UTF8.GetBytes("行政区划代码,参保身份,参保人数,截止日期\r\n" + string.Join("\r\n", rows) + "\r\n");
}
