using MedInsure.Persistence.Matches;
using MedInsure.Persistence.Payments;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Matches;
using MedInsure.UseCases.Payments;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Entitlements;
using Npgsql;

namespace MedInsure.UseCases.Tests.Payments;

/// <summary>
/// Payments of 兰州 for coverage 2021 as one-line calls: persons are planted, entitled by a run under the 2020 notices (孤儿 280 代缴; 农村低保二类 200 一卡通), planned by 经办甲, sent and booked by 财务甲.
/// </summary>
internal sealed class PaymentFlow(EntitlementDesk desk)
{
    public const string Orphan = "orphan";
    public const string Partial = "rural-subsistence-2";

    public static readonly Month February = new(2021, 2);

    public static Actor Maker => Some.Clerk(Bureau.Lanzhou);

    public static Actor Checker => Some.FinanceOfficer(Bureau.Lanzhou);

    public static TimeProvider Clock => EntitlementDesk.Clock;

    /// <summary>Nobody on the rolls, no run, no payment, no contribution.</summary>
    public async Task ClearAsync()
    {
        await using var superuser = await desk.PlantingAsync();
        await superuser.ExecuteAsync(
            "TRUNCATE payment_item, payment_file, payment_batch, contribution, contribution_batch, match_case, death_mark, entitlement_decision, entitlement_total, entitlement, entitlement_choice, entitlement_run, membership, person, job CASCADE");
    }

    /// <summary>Persons of one county with one open identity each, entitled by a run.</summary>
    public async Task<long> EntitledAsync(params (int Person, string Category, string County)[] persons)
    {
        await PlantAsync(persons);
        return await desk.RunAsync();
    }

    public Task PlantAsync(params (int Person, string Category, string County)[] persons) =>
        desk.PlantAsync([.. persons.Select(one => new Planted(one.Person, one.County, new HeldIdentity(one.Category, new Month(2020, 1), null, false)))]);

    /// <summary>The tax office has recorded these persons' contributions for 2021.</summary>
    public async Task ContributedAsync(params (int Person, int Fen)[] contributions)
    {
        using var vault = EntitlementDesk.Key.IdentityVaultFor((int)Bureau.Lanzhou);
        await using var superuser = await desk.PlantingAsync();
        foreach (var (person, fen) in contributions)
        {
            await superuser.ExecuteAsync("INSERT INTO contribution (tenant_id, batch_id, id_number, name, coverage_year, amount_fen, paid_on) VALUES (5, 1, $1, $2, 2021, $3, '2020-11-20')", vault.Seal(EntitlementDesk.Number(person)), $"甲{person}", fen);
        }
    }

    public Task<Result<PlannedPayment>> TryPlanAsync(PaymentMode mode, string? county = null, Actor? actor = null, Month? month = null) =>
        new PlanPaymentHandler(desk.Db, Clock).HandleAsync(actor ?? Maker, new PlanPayment(2021, month ?? February, mode, county is null ? null : new RegionCode(county)), default);

    /// <summary>The one batch that was planned.</summary>
    public async Task<long> PlannedAsync(PaymentMode mode, string? county = null, Actor? actor = null) =>
        Assert.Single(AllocationDesk.Ok(await TryPlanAsync(mode, county, actor)).Batches).BatchId!.Value;

    public Task<Result<DecidedPayment>> SendAsync(long batch, Actor? actor = null) => new SendPaymentHandler(desk.Db, Clock, EntitlementDesk.Key).HandleAsync(actor ?? Checker, new SendPayment(batch), default);

    public Task<Result<DecidedPayment>> CancelAsync(long batch, Actor? actor = null) => new CancelPaymentHandler(desk.Db, Clock).HandleAsync(actor ?? Maker, new CancelPayment(batch), default);

    public Task<Result<DecidedPayment>> PaidAsync(long batch, Actor? actor = null) => new BookAllPaidHandler(desk.Db, Clock).HandleAsync(actor ?? Checker, new BookAllPaid(batch), default);

    public Task<Result<DecidedPayment>> BookAsync(long batch, Actor? actor = null, params PaymentAnswer[] answers) =>
        new BookPaymentHandler(desk.Db, Clock).HandleAsync(actor ?? Checker, new BookPayment(batch, answers), default);

    public Task<Result<DecidedPayment>> BookFileAsync(long batch, byte[] file, Actor? actor = null) =>
        new BookPaymentFileHandler(desk.Db, Clock, EntitlementDesk.Key).HandleAsync(actor ?? Checker, new BookPaymentFile(batch, new UploadedFile("回盘.csv", file)), default);

    public Task<Result<DecidedPayment>> TakeBackAsync(long batch, int number, bool bounced, Actor? actor = null, string reason = "原因") =>
        new ReversePaymentHandler(desk.Db, Clock).HandleAsync(actor ?? Checker, new ReversePayment(batch, number, bounced, reason), default);

    public async Task<PaymentView> ShowAsync(long batch, Actor? actor = null) =>
        AllocationDesk.Ok(await new ShowPaymentHandler(desk.Db, EntitlementDesk.Key).HandleAsync(actor ?? Checker, new ShowPayment(batch), default));

    public Task<Result<DownloadedFile>> FileAsync(long batch, bool csv, Actor? actor = null) =>
        new DownloadPaymentFileHandler(desk.Db, EntitlementDesk.Key).HandleAsync(actor ?? Checker, new DownloadPaymentFile(batch, csv), default);

    public async Task<MatchedThreeWay> MatchAsync(Actor? actor = null) => AllocationDesk.Ok(await new MatchThreeWayHandler(desk.Db, Clock).HandleAsync(actor ?? Maker, new MatchThreeWay(2021), default));

    public async Task<MatchList> CasesAsync(MatchState? state = MatchState.Open, Actor? actor = null) =>
        AllocationDesk.Ok(await new ListMatchesHandler(desk.Db, Clock, EntitlementDesk.Key).HandleAsync(actor ?? Maker, new ListMatches(2021, State: state), default));

    /// <summary>"Paid 28000, Bounced 20000": the items of a person in the order in which they came.</summary>
    public async Task<string> ItemsOfAsync(int person)
    {
        await using var lanzhou = await desk.Database.OpenAppAsync(5);
        return string.Join(", ", await lanzhou.ColumnAsync($"SELECT state || ' ' || amount_fen FROM payment_item WHERE person_id = {person} ORDER BY id"));
    }

    public Task<NpgsqlConnection> PlantingAsync() => desk.PlantingAsync();
}
