using System.Xml;
using MedInsure.Testing;

namespace MedInsure.Web.Tests.Architecture;

/// <summary>What a project file refers to.</summary>
internal sealed record ProjectFile(IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public static ProjectFile Of(string room)
    {
        using var file = File.OpenText(Repository.PathOf("src", room, room + ".csproj"));
        return Read(file);
    }

    public static ProjectFile Read(TextReader text)
    {
        var projects = new List<string>();
        var packages = new List<string>();
        using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.GetAttribute("Include") is { } include)
            {
                if (reader.Name == "ProjectReference")
                {
                    projects.Add(Path.GetFileNameWithoutExtension(include));
                }
                else if (reader.Name == "PackageReference")
                {
                    packages.Add(include);
                }
            }
        }

        return new ProjectFile([.. projects.Order(StringComparer.Ordinal)], packages);
    }
}
