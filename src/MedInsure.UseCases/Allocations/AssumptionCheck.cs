using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;

namespace MedInsure.UseCases.Allocations;

/// <summary>An assumption says in words what it supposes, and replaces a gap that is there by something that fits it.</summary>
internal static class AssumptionCheck
{
    public static Problem? Problem(ComputeRun request, IReadOnlyList<AssumableGap> gaps)
    {
        if (request.Kind is (RunKind.PreAllocation or RunKind.Settlement) && request.Assumptions.Count > 0)
        {
            return new Refused($"{AllocationWords.Of(request.Kind)}不能含有假设，请改为“试算”或“情景”，或去掉假设。");
        }

        return request.Assumptions.Select(assumption => Problem(assumption, gaps.FirstOrDefault(gap => gap.Id == assumption.Gap))).FirstOrDefault(problem => problem is not null)
            ?? (request.Assumptions.GroupBy(assumption => assumption.Gap).Any(group => group.Count() > 1) ? new Refused("同一缺口只能有一项假设，请删去多余的假设。") : null);
    }

    private static Problem? Problem(Assumption assumption, AssumableGap? gap)
    {
        if (string.IsNullOrWhiteSpace(assumption.Label))
        {
            return new Refused("每项假设都要写明内容，例如“名单外各县按60%”。");
        }

        return gap switch
        {
            null => new Refused($"假设“{assumption.Label}”所代替的缺口已不存在或不能用假设代替，请刷新后重新选择。"),
            { Form: AssumptionForm.Members } => MembersProblem(assumption, gap),
            { Form: AssumptionForm.Yuan } => assumption is { Yuan: > 0, Members: null, Parts: null } ? null : new Refused($"假设“{assumption.Label}”要给出人均金额（元），且大于 0。"),
            _ => PartsProblem(assumption, gap),
        };
    }

    private static Problem? MembersProblem(Assumption assumption, AssumableGap gap)
    {
        if (assumption is not { Members: { } members, Yuan: null, Parts: null })
        {
            return new Refused($"假设“{assumption.Label}”要给出“{gap.GroupName}”的名单；一个也不选，表示各县都按名单外计算。");
        }

        var possible = gap.Candidates.Select(unit => unit.Region).ToHashSet();
        return members.FirstOrDefault(member => !possible.Contains(member)) is { Value.Length: > 0 } stray
            ? new Refused($"{stray} 不在“{gap.GroupName}”可能的范围内，请从列出的县（市、区）中选择。")
            : null;
    }

    private static Problem? PartsProblem(Assumption assumption, AssumableGap gap) =>
        assumption is { Parts: { Count: > 1 } parts, Members: null, Yuan: null }
        && parts.All(part => part.Part >= 0 && (part.Payers & ~gap.Bucket) == Payers.None && System.Numerics.BitOperations.IsPow2((int)part.Payers))
        && parts.Select(part => part.Payers).Distinct().Count() == parts.Count
        && parts.Sum(part => part.Part) > 0
            ? null
            : new Refused($"假设“{assumption.Label}”要给出{Rules.Funding.PayerNames.Of(gap.Bucket)}中各方的份额，例如 5:3:2。");
}
