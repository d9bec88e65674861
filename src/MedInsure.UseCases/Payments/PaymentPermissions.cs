using MedInsure.Persistence.Payments;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Payments;

/// <summary>Who may do what with 资助支付: who plans a batch neither sends it nor books its answers.</summary>
internal static class PaymentPermissions
{
    public static Problem? ToSee(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk | Role.FinanceOfficer | Role.Reviewer) ? null : new NotAllowed("支付明细含有个人信息，只有经办、财务和复核岗位可以查看。");
    }

    public static Problem? ToPlan(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk | Role.FinanceOfficer) ? null : new NotAllowed("支付批次由经办或财务岗位编制，请联系本机构的经办人员。");
    }

    public static Problem? ToSend(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Reviewer | Role.FinanceOfficer) ? null : new NotAllowed("支付批次由复核或财务岗位送出和登记结果，请联系本机构的复核或财务人员。");
    }

    /// <summary>Sending, booking, taking back: never the maker. The database says the same.</summary>
    public static Problem? ToSend(Actor actor, PaymentBatchEntity batch) => ToSend(actor)
        ?? (batch.MadeBy == actor.UserId ? new NotAllowed("支付批次由编制人以外的另一人送出和登记结果，请换一位同事办理。") : null);
}
