using Npgsql;

namespace MedInsure.Persistence.Tests.Guards;

internal static class Refusal
{
    public const string Step = "MI001";
    public const string Frozen = "MI002";
    public const string Stamp = "MI003";
    public const string AppendOnly = "MI004";
    public const string DoFirst = "MI005";
    public const string Check = PostgresErrorCodes.CheckViolation;
    public const string Privilege = PostgresErrorCodes.InsufficientPrivilege;

    /// <summary>The act is refused by the database with this SQLSTATE; our own refusals carry a Chinese sentence.</summary>
    public static async Task<PostgresException> Of(string sqlState, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(act);
        Assert.True(sqlState == refusal.SqlState, $"{refusal.SqlState}: {refusal.MessageText}");
        if (sqlState.StartsWith("MI", StringComparison.Ordinal))
        {
            Assert.EndsWith("。", refusal.MessageText, StringComparison.Ordinal);
        }

        return refusal;
    }
}
