using MedInsure.Persistence;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Startup;
using MedInsure.Persistence.Vaults;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Rosters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MedInsure.UseCases;

/// <summary>What the web and the command line take from this room: every use case, on the database of the restricted role.</summary>
public static class UseCaseServices
{
    /// <summary>
    /// Registers the database, every public class of this room whose name ends in Handler and every kind of background work. They keep nothing between two calls, so one of each is enough;
    /// a use case is reachable the moment its file exists.
    /// </summary>
    /// <exception cref="CannotStartException">The connection string is not usable; the message is for the operator.</exception>
    public static IServiceCollection AddUseCases(this IServiceCollection services, string? appConnectionString)
    {
        if (string.IsNullOrWhiteSpace(appConnectionString))
        {
            throw new CannotStartException("没有设置环境变量 MEDINSURE_APP_DB（应用角色 medinsure_app 的数据库连接字符串）。请设置后重新启动，或用 eng/run 启动。");
        }

        try
        {
            services.AddPersistence(appConnectionString);
        }
        catch (StartupRefusedException refusal)
        {
            throw new CannotStartException(refusal.Message, refusal);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddAccess();
        foreach (var handler in typeof(UseCaseServices).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Handler", StringComparison.Ordinal)))
        {
            services.TryAddSingleton(handler);
        }

        foreach (var kind in typeof(UseCaseServices).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IJobKind))))
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IJobKind), kind));
        }

        services.TryAddSingleton(new RosterWaitLimit(RosterWaitLimit.DefaultChanges));
        services.TryAddSingleton<JobRunner>();
        services.TryAddSingleton<JobWorker>();
        return services;
    }

    /// <summary>
    /// The key under which rosters are sealed, from the environment: for the web and for commands that work with rosters. Migrating and policy commands do without.
    /// </summary>
    /// <param name="setting">Gives the value of a variable.</param>
    /// <exception cref="CannotStartException">The key is missing or malformed; the message is for the operator.</exception>
    public static IServiceCollection AddRosterKey(this IServiceCollection services, Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        try
        {
            return services.AddInstallationKey(setting(InstallationKey.Variable), setting(InstallationKey.FileVariable));
        }
        catch (StartupRefusedException refusal)
        {
            throw new CannotStartException(refusal.Message, refusal);
        }
    }

    /// <summary>How long a roster the person waits for, from the environment; without it the default of <see cref="RosterWaitLimit"/> holds.</summary>
    /// <param name="setting">Gives the value of a variable.</param>
    /// <exception cref="CannotStartException">It is no number; the message is for the operator.</exception>
    public static IServiceCollection AddRosterWaitLimit(this IServiceCollection services, Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return services.Replace(ServiceDescriptor.Singleton(RosterWaitLimit.Of(setting(RosterWaitLimit.Variable))));
    }

    /// <summary>Asked once before anybody is served: is the role restricted, is the schema this program's?</summary>
    /// <exception cref="CannotStartException">The message is for the operator.</exception>
    public static async Task CheckStartAsync(this IServiceProvider services, CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<StartupCheck>().RunAsync(ct);
        }
        catch (StartupRefusedException refusal)
        {
            throw new CannotStartException(refusal.Message, refusal);
        }
    }
}

/// <summary>The program must not start like this. The message is a Chinese sentence that says what to do.</summary>
public sealed class CannotStartException : Exception
{
    public CannotStartException(string message)
        : base(message)
    {
    }

    public CannotStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
