namespace MedInsure.UseCases.Tables;

/// <summary>The unit that the money columns of a table are shown in. Both show every fen: 元 with 2 decimals, 万元 with 6.</summary>
public enum MoneyUnit
{
    Yuan,
    TenThousandYuan,
}
