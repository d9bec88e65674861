using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Allocations;

/// <summary>A run keeps the version of the rules' engine that computed it; another version cannot compute it again, and must not try.</summary>
internal static class OtherEngine
{
    /// <summary>The sentence for the person; null for a run of this program's engine.</summary>
    public static Refused? Check(StoredRun run) => run.Snapshot.Engine == AllocationSnapshot.CurrentEngine
        ? null
        : new Refused($"测算 {run.Number} 是由第 {run.Snapshot.Engine} 版计算规则算出的，本系统现在使用第 {AllocationSnapshot.CurrentEngine} 版，不能对它重新计算、展开计算过程或作差异分析；原有结果仍可查看和导出。"
            + "如需核对，请联系系统管理员用当时版本的程序核对，或新建一次测算。");
}
