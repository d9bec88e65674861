using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.KeyRing;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Startup;
using MedInsure.Persistence.Vaults;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MedInsure.Persistence;

public static class PersistenceServices
{
    /// <summary>
    /// The database as the restricted role sees it: <see cref="TenantDb"/>, <see cref="StartupCheck"/> and the Data Protection keys.
    /// </summary>
    /// <exception cref="StartupRefusedException">The connection string would break the wall between bureaus.</exception>
    public static IServiceCollection AddPersistence(this IServiceCollection services, string appConnectionString)
    {
        var checkedString = ConnectionString.ForProgram(appConnectionString).ConnectionString;
        services.AddSingleton(_ => NpgsqlDataSource.Create(checkedString));
        services.AddSingleton<TenantDb>();
        services.AddSingleton<StartupCheck>();
        services.AddSingleton<JobBell>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new PostgresKeyRing(provider.GetRequiredService<NpgsqlDataSource>())));
        return services;
    }

    /// <summary>The installation's key, for programs that work with rosters; see <see cref="InstallationKey.Read"/>.</summary>
    /// <exception cref="StartupRefusedException">There is none, or it is malformed.</exception>
    public static IServiceCollection AddInstallationKey(this IServiceCollection services, string? text, string? file) =>
        services.AddSingleton(InstallationKey.Read(text, file));
}
