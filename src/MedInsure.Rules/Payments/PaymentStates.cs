namespace MedInsure.Rules.Payments;

public enum PaymentBatchState
{
    /// <summary>待送出</summary>
    Planned,

    /// <summary>已送出</summary>
    Sent,

    /// <summary>已办结: every item is answered.</summary>
    Closed,

    /// <summary>已取消: given up before it was sent.</summary>
    Cancelled,
}

public enum PaymentItemState
{
    /// <summary>待送出</summary>
    Planned,

    /// <summary>已送出</summary>
    Sent,

    /// <summary>已支付</summary>
    Paid,

    /// <summary>退回: bank or tax office did not pay it out, or it came back. The next batch takes the person again.</summary>
    Bounced,

    /// <summary>已冲销: was paid and has been taken back.</summary>
    Reversed,

    /// <summary>已撤出: its batch was given up before it was sent.</summary>
    Withdrawn,
}

/// <summary>Why somebody who should be paid is not in the batch.</summary>
public enum PaymentLeftOut
{
    /// <summary>先缴后补: no contribution of the person is recorded for the coverage year.</summary>
    NotContributed,

    /// <summary>Not before a later month.</summary>
    NotYet,

    /// <summary>No level says how the category is paid.</summary>
    NoMode,

    /// <summary>Paid in the other mode already.</summary>
    OtherMode,

    /// <summary>With what is paid already it would be above the contribution.</summary>
    Above,

    /// <summary>Taken back after the run was computed: a new run has to say that it is due again.</summary>
    Reversed,

    /// <summary>The identity that the run went by is no longer on the roster of its month: the roster was taken back or the identity cancelled since.</summary>
    NoIdentity,
}

/// <summary>What bank or tax office says of one item.</summary>
/// <param name="Number">序号 in the batch.</param>
/// <param name="Reason">Why it was not paid; null where it was.</param>
public sealed record PaymentAnswer(int Number, string? Reason);
