namespace MedInsure.Rules.Subsidies;

/// <summary>What a person decides where the system only proposes.</summary>
public enum EntitlementDecisionKind
{
    /// <summary>补差: pay what is missing.</summary>
    Pay,

    /// <summary>维持: leave what was paid as it is.</summary>
    Keep,

    /// <summary>追回: have what was paid too much returned.</summary>
    Recover,
}
