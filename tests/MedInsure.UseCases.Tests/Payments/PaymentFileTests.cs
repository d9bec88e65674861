using System.Security.Cryptography;
using System.Text;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Payments;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Entitlements;
using static MedInsure.UseCases.Tests.Payments.PaymentFlow;

namespace MedInsure.UseCases.Tests.Payments;

/// <summary>The lists that go out, read back; and what comes in answer.</summary>
public sealed class PaymentFileTests(EntitlementDesk desk) : IClassFixture<EntitlementDesk>, IAsyncLifetime
{
    private readonly PaymentFlow flow = new(desk);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Csv_and_workbook_say_the_same_persons_total_words_maker_checker_and_purpose()
    {
        var batch = await SentAsync(1, 2, 3);
        foreach (var csv in new[] { true, false })
        {
            var file = AllocationDesk.Ok(await flow.FileAsync(batch, csv));
            var rows = UploadedSheet.Read(new UploadedFile(file.FileName, file.Content), MedInsure.UseCases.Rosters.RosterLimits.Sheet).Value.Rows;
            var text = string.Join("\n", rows.Select(row => string.Join("|", row.Cells.Select(cell => cell.Text))));
            var header = rows.Single(row => row.Cells.Any(cell => cell.Text == "身份证号码"));
            var number = header.Cells.ToList().FindIndex(cell => cell.Text == "身份证号码");
            var amount = header.Cells.ToList().FindIndex(cell => cell.Text == "资助金额");
            var lines = rows.Where(row => row.Number > header.Number).Take(3).ToList();
            Assert.Equal([1, 2, 3], lines.Select(row => int.Parse(row[0].Text, null)));
            Assert.Equal(Enumerable.Range(1, 3).Select(person => EntitlementDesk.Number(person).Value).Order(), lines.Select(row => row[number].Text).Order());
            var total = rows.Single(row => row[0].Text == "合计 3 人");
            Assert.Equal(840m, decimal.Parse(total[amount].Text, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(lines.Sum(row => decimal.Parse(row[amount].Text, System.Globalization.CultureInfo.InvariantCulture)), decimal.Parse(total[amount].Text, System.Globalization.CultureInfo.InvariantCulture));
            var words = text[(text.IndexOf("人民币", StringComparison.Ordinal) + 3)..].Split('|', '\n')[0];
            Assert.True(RmbInWordsReader.TryRead(words, out var fen) && fen == 84_000, words);
            Assert.Contains("制表人：经办甲", text, StringComparison.Ordinal);
            Assert.Contains("审核人：财务甲", text, StringComparison.Ordinal);
            Assert.Contains("2021年度城乡居民基本医疗保险参保资助（代缴）", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_csv_has_the_mark_neutral_cells_and_the_hash_of_the_batch_and_stays_as_it_was_sent()
    {
        await flow.PlantAsync((1, Orphan, "620123"));
        await using (var superuser = await flow.PlantingAsync())
        {
            await superuser.ExecuteAsync("UPDATE person SET village = '=1+1', town = '+甲'");
        }

        await desk.RunAsync();
        var batch = await flow.PlannedAsync(PaymentMode.OnBehalf);
        Assert.Contains("还没有送出", (await flow.FileAsync(batch, true)).Problem!.Sentence, StringComparison.Ordinal);
        AllocationDesk.Ok(await flow.SendAsync(batch));
        var sent = AllocationDesk.Ok(await flow.FileAsync(batch, true)).Content;
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), sent[..3]);
        Assert.Contains(",'+甲,'=1+1,280.00,", Encoding.UTF8.GetString(sent), StringComparison.Ordinal);
        Assert.Equal((await flow.ShowAsync(batch)).Sha256, Convert.ToHexStringLower(SHA256.HashData(sent)));

        await using (var superuser = await flow.PlantingAsync())
        {
            await superuser.ExecuteAsync("UPDATE person SET name = '改名'");
            Assert.Equal(0, await superuser.ScalarAsync<long>("SELECT count(*) FROM payment_file WHERE position('620123'::bytea IN bytes) > 0"));
        }

        Assert.Equal(sent, AllocationDesk.Ok(await flow.FileAsync(batch, true)).Content);
        await using var lanzhou = await desk.Database.OpenAppAsync(5);
        Assert.Equal(2, await lanzhou.ScalarAsync<long>("SELECT count(*) FROM audit_entry WHERE act = 'DownloadPaymentFile' AND subject = $1", $"payment/{batch}"));
        Assert.IsType<NotAllowed>((await flow.FileAsync(batch, true, Some.Auditor(Bureau.Lanzhou))).Problem);
        Assert.IsType<NotAllowed>((await flow.FileAsync(batch, true, Some.PolicyAdministrator(Bureau.Lanzhou))).Problem);
    }

    [Fact]
    public async Task Our_list_with_the_results_added_is_an_answer()
    {
        var batch = await SentAsync(1, 2, 3);
        var list = Encoding.UTF8.GetString(AllocationDesk.Ok(await flow.FileAsync(batch, true)).Content).TrimStart('\uFEFF').Split("\r\n");
        var header = Array.FindIndex(list, line => line.StartsWith("序号,", StringComparison.Ordinal));
        var answer = list.Select((line, i) => i == header ? line + ",结果,失败原因" : i == header + 2 ? line + ",失败,账户不存在" : i == header + 1 || i == header + 3 ? line + ",成功," : line + ",,");
        var booked = AllocationDesk.Ok(await flow.BookFileAsync(batch, Encoding.UTF8.GetBytes(string.Join("\r\n", answer))));
        Assert.Contains("支付成功 2 人，退回 1 人。这个批次已全部办结", booked.Sentence, StringComparison.Ordinal);
        Assert.Equal([("已支付", null), ("退回", "账户不存在"), ("已支付", null)], (await flow.ShowAsync(batch)).Items.Select(item => (item.StateName, item.Reason)));
    }

    [Fact]
    public async Task A_part_of_the_answers_leaves_the_others_open()
    {
        var batch = await SentAsync(1, 2);
        Assert.Contains("还有 1 人待回复", AllocationDesk.Ok(await flow.BookFileAsync(batch, Csv("身份证号,处理结果,原因", $"{EntitlementDesk.Number(2).Value},支付成功,"))).Sentence, StringComparison.Ordinal);
        Assert.Contains("已登记为“已支付”", Assert.IsType<Invalid>((await flow.BookFileAsync(batch, Csv("序号,结果", "2,成功"))).Problem).Errors.Single().Sentence, StringComparison.Ordinal);
        AllocationDesk.Ok(await flow.BookFileAsync(batch, Csv("序号,结果", "1,成功")));
    }

    [Theory]
    [InlineData("序号,结果,失败原因", "1,失败,", "没有填失败原因")]
    [InlineData("序号,结果", "9,成功", "没有序号 9")]
    [InlineData("序号,结果", "1,也许", "认不出来")]
    [InlineData("身份证号,结果", "110101199003070011,成功", "这个人不在这一批中")]
    [InlineData("身份证号,结果", "12345,成功", "18 位")]
    [InlineData("姓名,结果", "甲1,成功", "没有“序号”或“身份证号码”列")]
    [InlineData("序号,姓名", "1,甲1", "结果")]
    public async Task A_wrong_answer_file_books_nothing(string header, string row, string said)
    {
        var batch = await SentAsync(1, 2);
        var refused = (await flow.BookFileAsync(batch, Csv(header, "序号" == header.Split(',')[0] ? "2,成功," : $"{EntitlementDesk.Number(2).Value},成功", row))).Problem!;
        Assert.Contains(said, refused is Invalid { Errors: var rows } ? Assert.Single(rows, wrong => wrong.Field == "第 3 行").Sentence : refused.Sentence, StringComparison.Ordinal);
        Assert.All((await flow.ShowAsync(batch)).Items, item => Assert.Equal("待回复", item.StateName));
    }

    private async Task<long> SentAsync(params int[] persons)
    {
        await flow.EntitledAsync([.. persons.Select(person => (person, Orphan, "620123"))]);
        var batch = await flow.PlannedAsync(PaymentMode.OnBehalf);
        AllocationDesk.Ok(await flow.SendAsync(batch));
        return batch;
    }

    private static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines));
}
