using Microsoft.AspNetCore.DataProtection;

namespace MedInsure.Web.Hosting;

/// <summary>
/// The keys that sign cookies and forms. They outlive a restart in the folder <c>Keys:Folder</c>; without it the framework's default holds.
/// </summary>
public static class Keys
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName("MedInsure");
        if (builder.Configuration["Keys:Folder"] is { Length: > 0 } folder)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
        }
    }
}
