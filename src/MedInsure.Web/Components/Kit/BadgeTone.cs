namespace MedInsure.Web.Components.Kit;

/// <summary>The weight of a state; it chooses colour and sign, the words say which state it is.</summary>
public enum BadgeTone
{
    Neutral,
    Info,
    Good,
    Warning,
    Bad,
}
