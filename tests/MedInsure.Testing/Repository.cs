namespace MedInsure.Testing;

/// <summary>The checkout that the tests run in: for tests that read policies, documents or scripts as files.</summary>
public static class Repository
{
    /// <summary>Absolute path of the folder that holds MedInsure.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Absolute path of a file or folder inside the checkout.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MedInsure.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No MedInsure.sln above {AppContext.BaseDirectory}.");
    }
}
