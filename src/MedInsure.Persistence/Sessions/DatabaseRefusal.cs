using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.Persistence.Sessions;

/// <summary>
/// What the database refuses and a person can do something about, as a <see cref="Problem"/>. Everything else stays an exception:
/// a row of another bureau, a broken reference, a lost connection.
/// </summary>
internal static class DatabaseRefusal
{
    /// <summary>The class of our own SQLSTATEs; their messages are sentences for the user.</summary>
    private const string OwnClass = "MI";

    private static readonly Dictionary<string, string> Checks = new()
    {
        ["ck_allocation_run_three_people"] = "编制、复核、发布必须是三个不同的人，请换一位同事办理。",
        ["ck_allocation_run_assumptions"] = "本次测算含有假设，不能审批。请先补齐依据后重新试算。",
        ["ck_policy_version_two_people"] = "政策的编写人不能复核或发布自己的政策，请换一位同事办理。",
        ["ck_policy_note_text"] = "说明不能为空，请写明理由。",
        ["ck_office_deadline_text"] = "事项、责任单位和设定理由都要填写。",
        ["ck_document_number"] = "发文字号不完整，请写成“甘医保发〔2020〕66号”的样子。",
        ["ck_document_clause_text"] = "条款的编号和文字都要填写。",
        ["ck_document_mark_note"] = "标为存疑时，请写明哪里存疑。",
        ["ck_document_attachment_length"] = "文件为空或超过 20 MB，不能上传。",
        ["ck_headcount_persons"] = "参保人数不能是负数，请改正后再保存。",
        ["ck_roster_batch_two_people"] = "这批名单须由上传人以外的另一人确认入库，请换一位同事办理。",
        ["ck_payment_batch_two_people"] = "支付批次由编制人以外的另一人送出和登记结果，请换一位同事办理。",
        ["ck_payment_item_amount"] = "资助金额须大于 0，且不超过个人缴费标准，请核对资助认定。",
        ["ck_payment_item_reason"] = "退回和冲销都要写明原因。",
        ["ck_match_case_reason"] = "请写明处理的理由。",
        ["ck_death_mark_text"] = "死亡信息的依据和撤回的理由都要填写。",
        ["ck_import_batch_size"] = "文件超过 20 MB，请拆分后再上传。",
    };

    public static Problem? Explain(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => new Conflict("数据刚被他人修改，请刷新后再试。"),
        DbUpdateException { InnerException: PostgresException inner } => Explain(inner),
        PostgresException own when own.SqlState.StartsWith(OwnClass, StringComparison.Ordinal) => new Refused(own.MessageText),
        PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: { } name } when Checks.TryGetValue(name, out var sentence) => new Refused(sentence),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => new Conflict("同样的记录已经存在，请刷新后核对。"),
        PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation } => new Conflict("同一时期已有冲突的记录，请核对有效期。"),
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => new Conflict("多人同时办理，请稍后再试。"),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new Refused("数据库所在的磁盘已满，这一步没有保存，原有数据不受影响。请联系系统管理员腾出空间后再试。"),
        _ => null,
    };
}
