namespace MedInsure.Persistence.KeyRing;

/// <summary>A Data Protection key, shared by all instances of the program; it belongs to no bureau.</summary>
public sealed class DataProtectionKeyEntity
{
    public long Id { get; private set; }

    public required string FriendlyName { get; init; }

    public required string Xml { get; init; }
}
