using System.IO.Compression;
using System.Security.Cryptography;
using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Tables;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Payments;

/// <summary>
/// The list for bank or tax office. It is made once, at the sending, and kept as it went out: csv and xlsx of one table, sealed together. Numbers of identity cards stand in it in full.
/// </summary>
internal static class PaymentFile
{
    private const string CsvEntry = "list.csv";
    private const string XlsxEntry = "list.xlsx";

    /// <returns>The sealed content and the hash of the csv, which the batch keeps.</returns>
    public static (byte[] Content, string CsvSha256) Of(OfficialTable table)
    {
        var csv = TableCsv.Write(table);
        using var content = new MemoryStream();
        using (var package = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(package, CsvEntry, csv);
            Add(package, XlsxEntry, TableXlsx.Write(table));
        }

        return (content.ToArray(), Convert.ToHexStringLower(SHA256.HashData(csv)));
    }

    public static async Task<Result<byte[]>> ReadAsync(TenantSession db, InstallationKey key, PaymentBatchEntity batch, bool isCsv, CancellationToken ct)
    {
        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        using var vault = key.PaymentVaultFor(db.Rows.TenantId);
        using var content = new MemoryStream();
        await SealedFile.Payments.CopyToAsync(db.Connection, vault, batch.Id, content, ct);
        using var package = new ZipArchive(content, ZipArchiveMode.Read);
        using var entry = new MemoryStream();
        await using (var stream = await package.GetEntry(isCsv ? CsvEntry : XlsxEntry)!.OpenAsync(ct))
        {
            await stream.CopyToAsync(entry, ct);
        }

        return entry.ToArray();
    }

    /// <param name="checkedBy">Who sends it.</param>
    public static async Task<OfficialTable> TableAsync(TenantSession db, IdentityVault vault, PaymentCase payment, string bureau, string madeBy, string checkedBy, DateOnly day, CancellationToken ct)
    {
        var batch = payment.Batch;
        var items = await db.Rows.PaymentItems.AsNoTracking().Where(item => item.BatchId == batch.Id).OrderBy(item => item.Number)
            .Join(db.Rows.Persons, item => item.PersonId, person => person.Id, (item, person) => new { item.Number, item.AmountFen, person.Name, person.IdNumber, person.Town, person.Village }).ToListAsync(ct);
        var header = new TableHeader(
            new Column("no", "序号", ColumnKind.Serial),
            new Column("name", "姓名", ColumnKind.Text),
            new Column("number", "身份证号码", ColumnKind.Text),
            new Column("region", "行政区划", ColumnKind.Text),
            new Column("town", "镇街", ColumnKind.Text),
            new Column("village", "村居", ColumnKind.Text),
            new Column("amount", "资助金额", ColumnKind.Money),
            new Column("purpose", "用途", ColumnKind.Text));
        var purpose = PaymentWords.Purpose(batch.CoverageYear, batch.Mode);
        List<TableRow> rows = [.. items.OrderBy(item => item.Number).Select(item => new TableRow(RowKind.Line,
        [
            new CountCell(item.Number), new TextCell(item.Name), new TextCell(vault.Open(item.IdNumber).Value), new TextCell(payment.RegionName), new TextCell(item.Town), new TextCell(item.Village),
            new MoneyCell(item.AmountFen), new TextCell(purpose),
        ]))];
        rows.Add(new TableRow(RowKind.Total, [new TextCell($"合计 {items.Count} 人") { Span = 6 }, new MoneyCell(items.Sum(item => (long)item.AmountFen)), new TextCell("")]));
        return new OfficialTable(Title(batch), header, rows)
        {
            Subtitle = $"{PaymentWords.BatchNumber(batch.CoverageYear, batch.Number)}　{payment.RegionName}　{batch.Month.ToText()}",
            ReportingUnit = bureau,
            TotalInWordsFen = batch.TotalFen,
            Notes = [$"用途：{purpose}。本表送{batch.Mode.Recipient()}，含完整身份证号码，请妥善保管，不得外传。"],
            Signatures = new Signatures(madeBy, checkedBy, FilledOn: day),
        };
    }

    public static string Title(PaymentBatchEntity batch) => batch.Mode == Rules.Policies.PaymentMode.OnBehalf
        ? $"{batch.CoverageYear}年度城乡居民医保参保资助代缴请款明细表"
        : $"{batch.CoverageYear}年度城乡居民医保参保资助一卡通发放明细表";

    private static void Add(ZipArchive package, string name, byte[] bytes)
    {
        using var stream = package.CreateEntry(name, CompressionLevel.Fastest).Open();
        stream.Write(bytes);
    }
}
