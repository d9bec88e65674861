namespace MedInsure.Cli.Operations;

/// <summary>The owner role's connection comes from the environment, never from the command line, where everybody on the machine could read it.</summary>
internal static class OwnerVariable
{
    public const string Name = "MEDINSURE_OWNER_DB";

    /// <returns>Null when it is not set; then that was said.</returns>
    public static async Task<string?> ReadAsync(TextWriter error)
    {
        if (Environment.GetEnvironmentVariable(Name) is { Length: > 0 } owner)
        {
            return owner;
        }

        await error.WriteLineAsync($"没有设置环境变量 {Name}。请把所有者角色（medinsure_owner）的连接字符串写入这个变量后再执行。");
        return null;
    }
}
