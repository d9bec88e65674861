namespace MedInsure.Persistence.Model;

/// <summary>
/// A row that belongs to one bureau. The tenant is the first part of every key and is never typed in: it comes from the context
/// that adds the row, and row-level security refuses any other.
/// </summary>
public abstract class TenantEntity
{
    public int TenantId { get; private set; }
}
