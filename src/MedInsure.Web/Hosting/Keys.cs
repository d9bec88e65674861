using Microsoft.AspNetCore.DataProtection;

namespace MedInsure.Web.Hosting;

/// <summary>
/// The keys that sign cookies and forms lie in the database (AddUseCases puts them there), so that they outlive a restart and several web
/// processes share them; the name keeps them apart from other programs'.
/// </summary>
public static class Keys
{
    public static void AddKeys(this WebApplicationBuilder builder) => builder.Services.AddDataProtection().SetApplicationName("MedInsure");
}
