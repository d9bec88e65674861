using System.IO.Compression;
using System.Security.Cryptography;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.Tests.PolicyDrafts;
using Microsoft.EntityFrameworkCore;
using static MedInsure.UseCases.Tests.Documents.DocumentDesk;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Documents;

public sealed class AttachmentTests(PolicyDesk policies) : IClassFixture<PolicyDesk>
{
    private static readonly byte[] Pdf = "%PDF-1.7 一页"u8.ToArray();
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0];
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0];
    private readonly DocumentDesk desk = new(policies.Db);

    public static TheoryData<string, byte[], bool> Files => new()
    {
        { "通知.pdf", Pdf, true },
        { "通知.PDF", Pdf, true },
        { "通知.doc", Ole, true },
        { "名单.xls", Ole, true },
        { "通知.docx", Zip("word/document.xml"), true },
        { "名单.xlsx", Zip("xl/workbook.xml"), true },
        { "通知.ofd", Zip("OFD.xml"), true },
        { "扫描.jpg", Jpeg, true },
        { "扫描.png", Png, true },
        { "通知.exe", Pdf, false },
        { "通知", Pdf, false },
        { "通知.pdf.html", Pdf, false },
        { "通知.pdf", Png, false },
        { "通知.docx", Zip("xl/workbook.xml"), false },
        { "通知.docx", Zip("word/document.xml", "word/vbaProject.bin"), false },
        { "通知.ofd", "PK不是压缩包"u8.ToArray(), false },
        { "通知.pdf", [], false },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_what_its_name_and_its_content_say(string name, byte[] content, bool accepted)
    {
        var number = $"豫医保〔2023〕{1 + (RandomNumberGenerator.GetInt32(99_000))}号";
        await desk.RegisterAsync(Bureau.Henan, Entry(number));
        var uploaded = await desk.TryUploadAsync(Author(Bureau.Henan), number, name, content);
        Assert.Equal(accepted, uploaded.IsOk);
        if (!accepted)
        {
            Assert.EndsWith("。", Assert.IsType<Refused>(uploaded.Problem).Sentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_is_kept_with_its_hash_once_and_comes_back_as_it_was()
    {
        var (author, number) = (Author(Bureau.Gansu), await desk.RegisterAsync(Bureau.Gansu, Entry("甘医保发〔2023〕1号")));
        var other = await desk.RegisterAsync(Bureau.Gansu, Entry("甘医保发〔2023〕2号"));
        var bytes = "%PDF-1.7 扫描件"u8.ToArray();
        Refused<NotAllowed>((await desk.TryUploadAsync(Reviewer(Bureau.Gansu), number, "扫描件.pdf", bytes)).Problem, "政策管理员");
        Refused<NotAllowed>((await desk.TryUploadAsync(Author(Bureau.Lanzhou), number, "扫描件.pdf", bytes)).Problem, "上级机构");
        var first = Ok(await desk.TryUploadAsync(author, number, "C:\\文件\\扫描件.pdf", bytes));
        Assert.Equal(("扫描件.pdf", Convert.ToHexStringLower(SHA256.HashData(bytes)), true, (string?)null), (first.FileName, first.Sha256, first.IsNew, first.Note));
        var second = Ok(await desk.TryUploadAsync(author, number, "又一次.pdf", bytes));
        Assert.False(second.IsNew);
        Assert.Contains("扫描件.pdf", second.Note, StringComparison.Ordinal);
        var elsewhere = Ok(await desk.TryUploadAsync(author, other, "扫描件.pdf", bytes));
        Assert.True(elsewhere.IsNew);
        Assert.Contains(number, elsewhere.Note, StringComparison.Ordinal);

        var file = Assert.Single((await desk.ShowAsync(Bureau.Gansu, number)).Files);
        Assert.Equal((bytes.Length, first.Sha256), (file.Length, file.Sha256));
        var download = new DownloadAttachmentHandler(policies.Db);
        Assert.Equal(bytes, Ok(await download.HandleAsync(Some.Clerk(Bureau.Lanzhou), new DownloadAttachment(file.Id), default)).Content);
        Refused<NotFound>((await download.HandleAsync(Author(Bureau.Henan), new DownloadAttachment(file.Id), default)).Problem, "没有找到");
        Refused<NotAllowed>((await download.HandleAsync(Some.Auditor(Bureau.Gansu), new DownloadAttachment(file.Id), default)).Problem, "岗位");
        await using var db = await policies.Db.OpenAsync(Some.Clerk(Bureau.Lanzhou), default);
        Assert.Equal(1, await db.Rows.AuditEntries.CountAsync(entry => entry.Act == "DownloadAttachment"));
    }

    [Fact]
    public async Task A_file_above_the_limit_is_refused_and_one_at_it_is_kept()
    {
        var number = await desk.RegisterAsync(Bureau.Henan, Entry("豫医保〔2024〕1号"));
        byte[] Of(int length) => [.. Pdf, .. new byte[length - Pdf.Length]];
        Refused<Refused>((await desk.TryUploadAsync(Author(Bureau.Henan), number, "大.pdf", Of(UploadAttachmentHandler.MaxBytes + 1))).Problem, "20 MB");
        Ok(await desk.TryUploadAsync(Author(Bureau.Henan), number, "大.pdf", Of(UploadAttachmentHandler.MaxBytes)));
    }

    private static byte[] Zip(params string[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                zip.CreateEntry(part);
            }
        }

        return bytes.ToArray();
    }
}
