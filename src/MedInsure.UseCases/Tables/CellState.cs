namespace MedInsure.UseCases.Tables;

/// <summary>Why a cell holds no figure.</summary>
public enum CellState
{
    BasisPending,
    CannotCompute,
    OpenToLowerLevel,
    Undetermined,
    Inconsistent,
    NotReported,
    NotApplicable,
}

/// <summary>The words that stand in the cell.</summary>
public static class CellStateNames
{
    public static string Name(this CellState state) => state switch
    {
        CellState.BasisPending => "依据待补",
        CellState.CannotCompute => "无法计算",
        CellState.OpenToLowerLevel => "由下级确定",
        CellState.Undetermined => "无法判定",
        CellState.Inconsistent => "口径不一致",
        CellState.NotReported => "未填报",
        CellState.NotApplicable => "不适用",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown cell state."),
    };
}
