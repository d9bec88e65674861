using Microsoft.Extensions.DependencyInjection;

namespace MedInsure.UseCases.Access;

public static class AccessServices
{
    /// <summary>Sign-in, sessions and accounts; part of <see cref="UseCaseServices.AddUseCases"/>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) => services.AddSingleton<UnknownNames>();
}
