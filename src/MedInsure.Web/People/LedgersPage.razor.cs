using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases;
using MedInsure.UseCases.People;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.People;

public sealed partial class LedgersPage
{
    private readonly LastAsked last = new();
    private LedgerList? list;
    private Problem? problem;
    private int? shown;
    private string? month;
    private string county = "";
    private string category = "";
    private string? reason;
    private bool full;
    private bool asking;

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ListLedgersHandler Ledgers { get; set; } = default!;

    [Inject]
    private AskLedgerHandler Ask { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Year.Year)
        {
            return;
        }

        shown = Year.Year;
        var thisMonth = Month.Of(ChinaTime.Date(Clock.GetUtcNow()));
        month = (thisMonth.Year == Year.Year ? thisMonth : new Month(Year.Year, 12)).ToString();
        await last.TakeAsync(Reads.OfAsync(new ListLedgers(Year.Year), request => Ledgers.HandleAsync(Actor, request, CancellationToken.None)), Take);
    }

    private Task ReadAsync() => last.TakeAsync(Ledgers.HandleAsync(Actor, new ListLedgers(Year.Year), CancellationToken.None), Take);

    private void Take(Result<LedgerList> read) => (list, problem) = read.IsOk ? (read.Value, (Problem?)null) : (list, read.Problem);

    private async Task AskAsync()
    {
        if (asking)
        {
            return;
        }

        if (!Month.TryParse(month?.Trim(), out var asked))
        {
            problem = new Refused("月份请写成 2020-11 的样子。");
            return;
        }

        asking = true;
        var ask = await Ask.HandleAsync(
            Actor,
            new AskLedger(asked, RegionCode.TryParse(county, out var region) ? region : null, category.Length == 0 ? null : category, full ? reason ?? "" : null),
            CancellationToken.None);
        asking = false;
        problem = ask.Problem;
        if (ask.IsOk)
        {
            (full, reason) = (false, null);
            Notices.Done("已提交，完成后在“我的导出”中下载。");
            await ReadAsync();
        }
    }
}
