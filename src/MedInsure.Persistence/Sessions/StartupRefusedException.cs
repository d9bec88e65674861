namespace MedInsure.Persistence.Sessions;

/// <summary>The program must not start like this. The message is a Chinese sentence for the operator.</summary>
public sealed class StartupRefusedException : Exception
{
    public StartupRefusedException(string message)
        : base(message)
    {
    }

    public StartupRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
