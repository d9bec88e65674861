using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Shell;

namespace MedInsure.UseCases.Deadlines;

/// <summary>
/// 设定负责人: who in this bureau looks for what a gap lacks and until when (内部口径), without a new version of the policy. Each call adds one line to
/// the gap's history; nobody and no date takes back what was said before.
/// </summary>
/// <param name="Issuer">Code of the bureau whose policy in force has the gap: the own one or one above.</param>
/// <param name="OwnerId">A person of the bureau; or <paramref name="OwnerWords"/>, or neither.</param>
public sealed record AssignGap(int FundingYear, string Issuer, string GapId, long? OwnerId, string? OwnerWords, DateOnly? Due);

public sealed class AssignGapHandler(TenantDb tenantDb, TimeProvider clock)
{
    private const int LongestText = 100;

    public async Task<Result<GapOwner>> HandleAsync(Actor actor, AssignGap request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if ((DeadlinePermissions.ToAssign(actor) ?? Check(request)) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (await ClosedYear.CheckAsync(db.Rows, request.FundingYear, ct) is { } closed)
        {
            return closed;
        }

        var today = ChinaTime.Date(clock.GetUtcNow());
        var board = await DeadlineBoardReading.DatedAsync(db, actor, request.FundingYear, today, ct);
        if (board.Policy?.Chain.FirstOrDefault(issued => issued.Tenant == request.Issuer)?.Content.Gaps.Any(gap => gap.Id == request.GapId) != true)
        {
            return new NotFound("执行中的政策没有这项依据待补，可能已经补齐，请刷新后再试。");
        }

        var people = (await GapOwners.PeopleAsync(db, ct)).ToDictionary(person => person.Id, person => person.Name);
        if (request.OwnerId is { } owner && !people.ContainsKey(owner))
        {
            return new Invalid("负责人没有保存。", [new FieldError("负责人", "没有找到办理业务的这位同事，或其账号已停用，请重新选择。")]);
        }

        var row = new GapAssignmentEntity
        {
            FundingYear = request.FundingYear,
            Issuer = request.Issuer,
            GapId = request.GapId,
            OwnerId = request.OwnerId,
            OwnerWords = string.IsNullOrWhiteSpace(request.OwnerWords) ? null : request.OwnerWords.Trim(),
            Due = request.Due,
            By = actor.UserId,
            At = clock.GetUtcNow(),
        };
        db.Rows.Add(row);
        var said = GapOwners.Of(row, people, today);
        var saved = await db.SaveAsync(nameof(AssignGap), $"gap/{request.FundingYear}/{request.Issuer}/{request.GapId}", new { said.Owner, said.Due }, ct);
        return saved.IsOk ? said : saved.Problem!;
    }

    private static Invalid? Check(AssignGap request)
    {
        List<FieldError> errors = [];
        if (request.OwnerId is not null && !string.IsNullOrWhiteSpace(request.OwnerWords))
        {
            errors.Add(new FieldError("负责人", "负责人选一位同事，或填写一个单位（岗位），不要两样都填。"));
        }

        if (request.OwnerWords?.Trim().Length > LongestText)
        {
            errors.Add(new FieldError("负责人", $"负责人不能超过 {LongestText} 字，请精简。"));
        }

        if (request.Due is { } due && (due.Year < request.FundingYear - 1 || due.Year > request.FundingYear + 5))
        {
            errors.Add(new FieldError("期限", $"期限应在 {request.FundingYear - 1} 年至 {request.FundingYear + 5} 年之间，请核对日期。"));
        }

        return errors.Count == 0 ? null : new Invalid("负责人和期限没有保存，请改正下列内容。", errors);
    }
}
