namespace MedInsure.Web.Access;

/// <summary>Whether this installation is a demonstration (<c>MEDINSURE_DEMO=1</c>): only then do demo accounts exist, and every page says so.</summary>
public sealed class DemoMode(IConfiguration configuration)
{
    public bool IsOn { get; } = configuration["MEDINSURE_DEMO"] == "1";

    /// <summary>Shown on the sign-in page of a demonstration, nowhere else.</summary>
    public string? Password { get; } = configuration["MEDINSURE_DEMO"] == "1" ? configuration["MEDINSURE_DEMO_PASSWORD"] : null;
}
