using Npgsql;

namespace MedInsure.Persistence.Sessions;

/// <summary>What a connection string must not say, since the wall between bureaus rests on a setting of the connection.</summary>
public static class ConnectionString
{
    /// <summary>The string as Npgsql reads it; throws with a sentence when a setting would let one bureau's connection reach another's rows.</summary>
    /// <exception cref="StartupRefusedException">The string keeps session settings over the pool, or multiplexes sessions.</exception>
    public static NpgsqlConnectionStringBuilder Check(string connectionString)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new StartupRefusedException("数据库连接字符串无法识别，请检查各项的名称和写法。", e);
        }

        if (builder.NoResetOnClose)
        {
            throw new StartupRefusedException("数据库连接字符串含有 No Reset On Close=true：连接归还后会残留上一机构的身份。请删除这一项后重新启动。");
        }

        if (builder.Multiplexing)
        {
            throw new StartupRefusedException("数据库连接字符串含有 Multiplexing=true：不同机构的语句会共用一个会话。请删除这一项后重新启动。");
        }

        return builder;
    }

    /// <summary>
    /// The checked string with what the program adds where it says nothing: statements that come again are prepared, which saves the server their
    /// planning at every act. Handing a connection back still resets whose rows it sees.
    /// </summary>
    public static NpgsqlConnectionStringBuilder ForProgram(string connectionString)
    {
        var builder = Check(connectionString);
        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 200;
        }

        return builder;
    }
}
