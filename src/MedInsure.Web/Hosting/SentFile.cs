using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace MedInsure.Web.Hosting;

/// <summary>The file of an upload, while it comes: nothing of the form is kept in memory or on disk.</summary>
internal static class SentFile
{
    /// <returns>The first file of the form; null when there is none.</returns>
    public static async Task<(string Name, Stream Content)?> OfAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
        {
            return null;
        }

        var parts = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 8 * 1024 };
        while (await parts.ReadNextSectionAsync(ct) is { } part)
        {
            if (part.AsFileSection() is { FileStream: { } content } section)
            {
                return (section.FileName, content);
            }
        }

        return null;
    }
}
