using System.Globalization;
using System.Text;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Spreadsheets;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>Rosters of 兰州 for November 2020, as files. Every person is invented: the sequence of each number is 000.</summary>
internal sealed class RosterActs(AllocationDesk desk)
{
    public const string Header = "序号,姓名,身份证号,人员类别,镇街,村居,县区,认定时间,备注";

    public static readonly Month November = new(2020, 11);

    /// <summary>10 February 2021 in Beijing.</summary>
    public static TimeProvider Clock { get; } = new February();

    public static Actor Clerk => Some.Clerk(Bureau.Lanzhou);

    public static string Number(int person)
    {
        var first = $"620123{new DateOnly(1940, 1, 1).AddDays(person):yyyyMMdd}000";
        return first + IdentityNumber.CheckDigitOf(first);
    }

    /// <summary>A sound row under <see cref="Header"/>.</summary>
    public static string Row(int person, string category = "孤儿", string county = "城关区", string? number = null, string name = "赵某", string date = "2020-11-20") =>
        string.Create(CultureInfo.InvariantCulture, $"{person},{name},{number ?? Number(person)},{category},某镇,某村,{county},{date},");

    public static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");

    /// <summary>The same lines as text cells, with another sheet before and behind.</summary>
    public static byte[] Xlsx(params string[] lines) =>
        RawXlsx.Of((".藏", RawXlsx.Row(1, "不读")), ("名单", string.Concat(lines.Select((line, i) => RawXlsx.Row(i + 1, line.Split(','))))), ("附注", RawXlsx.Row(1, "不读"))).Bytes();

    public async Task<Result<RosterRead>> TryReadAsync(
        byte[] file, RosterKind kind = RosterKind.Full, Actor? actor = null, string authority = "民政部门", Month? month = null, int keptFaults = int.MaxValue)
    {
        await using var db = await desk.Db.OpenAsync(actor ?? Clerk, default);
        var order = await RosterOrder.ReadAsync(db, actor ?? Clerk, authority, kind, month ?? November, ChinaTime.Date(Clock.GetUtcNow()), default);
        return order.IsOk ? RosterSheet.Read(new UploadedFile("名单", file), order.Value, keptFaults, null, default) : order.Problem;
    }

    public async Task<RosterRead> ReadAsync(byte[] file, RosterKind kind = RosterKind.Full, Actor? actor = null)
    {
        var read = await TryReadAsync(file, kind, actor);
        Assert.True(read.IsOk, read.Problem?.Sentence);
        return read.Value;
    }

    public async Task<string> RefusalAsync(byte[] file, RosterKind kind = RosterKind.Full, Actor? actor = null) => (await TryReadAsync(file, kind, actor)).Problem!.Sentence;

    /// <summary>Reads, explains, and gives the annotated file as a sheet.</summary>
    public async Task<(RosterRead Read, byte[] Back, Sheet Sheet)> ExplainAsync(byte[] file, RosterKind kind = RosterKind.Full)
    {
        var read = await ReadAsync(file, kind);
        var back = read.Explained(new UploadedFile("名单", file));
        Assert.True(back.IsOk, back.Problem?.Sentence);
        return (read, back.Value, SheetOf(back.Value));
    }

    public static Sheet SheetOf(byte[] file) => UploadedSheet.Read(new UploadedFile("名单", file), RosterLimits.Sheet).Value;

    private sealed class February : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2021, 2, 10, 1, 30, 0, TimeSpan.Zero);
    }
}
