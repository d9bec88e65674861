using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using MedInsure.UseCases.Payments;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Payments;

public sealed partial class PaymentDetailPage
{
    private readonly LastAsked last = new();
    private PaymentView? view;
    private Problem? problem;
    private Problem? refused;
    private Problem? answered;
    private PaymentItemLine? item;
    private PaymentItemState? state;
    private string? asking;
    private string? reason;
    private int page = 1;
    private long shown;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowPaymentHandler Payment { get; set; } = default!;

    [Inject]
    private SendPaymentHandler Send { get; set; } = default!;

    [Inject]
    private CancelPaymentHandler Cancel { get; set; } = default!;

    [Inject]
    private BookAllPaidHandler BookAll { get; set; } = default!;

    [Inject]
    private BookPaymentHandler Book { get; set; } = default!;

    [Inject]
    private ReversePaymentHandler Reverse { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private InboxCount Inbox { get; set; } = default!;

    private string ReasonTitle => asking switch { "bounce" => "登记退回", "return" => "登记退票", _ => "冲销" };

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Id)
        {
            return;
        }

        shown = Id;
        (state, page) = (null, 1);
        await last.TakeAsync(Reads.OfAsync(new ShowPayment(Id), request => Payment.HandleAsync(Actor, request, CancellationToken.None)), Take);
    }

    private Task ReadAsync() => last.TakeAsync(Payment.HandleAsync(Actor, new ShowPayment(Id, state, page), CancellationToken.None), Take);

    private void Take(Result<PaymentView> read) => (view, problem) = read.IsOk ? (read.Value, (Problem?)null) : (null, read.Problem);

    private Task ChooseAsync(string? chosen)
    {
        (state, page) = (Enum.TryParse<PaymentItemState>(chosen, out var one) ? one : null, 1);
        return ReadAsync();
    }

    private Task TurnAsync(int to)
    {
        page = to;
        return ReadAsync();
    }

    private void Ask(string what, PaymentItemLine? about = null) => (asking, item, refused, reason) = (what, about, null, null);

    private void Close() => asking = null;

    private async Task SendAsync() => await DoneAsync(await Send.HandleAsync(Actor, new SendPayment(Id), CancellationToken.None));

    private async Task CancelAsync() => await DoneAsync(await Cancel.HandleAsync(Actor, new CancelPayment(Id), CancellationToken.None));

    private async Task PaidAsync() => await DoneAsync(await BookAll.HandleAsync(Actor, new BookAllPaid(Id), CancellationToken.None));

    private async Task BookAsync(int number)
    {
        var done = await Book.HandleAsync(Actor, new BookPayment(Id, [new PaymentAnswer(number, null)]), CancellationToken.None);
        if (!done.IsOk)
        {
            Notices.Problem(done.Problem.Sentence);
        }

        await DoneAsync(done);
    }

    private async Task TakeBackAsync() => await DoneAsync(asking == "bounce"
        ? await Book.HandleAsync(Actor, new BookPayment(Id, [new PaymentAnswer(item!.Number, reason!.Trim())]), CancellationToken.None)
        : await Reverse.HandleAsync(Actor, new ReversePayment(Id, item!.Number, asking == "return", reason!), CancellationToken.None));

    private async Task AnsweredAsync(FileAnswer answer)
    {
        answered = answer.Batch is null ? answer.ToProblem() : null;
        if (answer.Batch is not null)
        {
            Notices.Done(answer.Sentence ?? "已登记。");
            await ReadAsync();
        }
    }

    private async Task DoneAsync(Result<DecidedPayment> done)
    {
        refused = done.Problem;
        if (done.IsOk)
        {
            asking = null;
            Notices.Done(done.Value.Sentence);
            Inbox.Refresh();
        }

        await ReadAsync();
    }
}
