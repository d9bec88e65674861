using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.Web.Hosting;

/// <summary>What an upload came to, for the script that shows it.</summary>
/// <param name="Batch">Null when the file was refused; 0 where there is no batch to look at.</param>
/// <param name="IsNew">False when the very same file is there already.</param>
/// <param name="Errors">Of a refused file: its wrong places, no more than <see cref="MostErrors"/>.</param>
public sealed record FileAnswer(long? Batch, bool IsNew, string? Sentence, IReadOnlyList<FieldError>? Errors = null)
{
    private const int MostErrors = 200;

    public static FileAnswer Refused(string sentence) => new(null, false, sentence);

    /// <summary>With the places, where the problem names some.</summary>
    public static FileAnswer Refused(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new(null, false, problem.Sentence, problem is Invalid { Errors: var errors } ? [.. errors.Take(MostErrors)] : null);
    }

    /// <summary>Why the file was not taken, as the page shows it.</summary>
    public Problem ToProblem() => Errors is { Count: > 0 } errors ? new Invalid(Sentence ?? FileRequests.Incomplete, errors) : new Refused(Sentence ?? FileRequests.Incomplete);
}

/// <summary>Files come and go by plain requests, beside the circuit: what every such request answers when something is wrong with it.</summary>
internal static class FileRequests
{
    public const string Incomplete = "文件没有传完整。请检查网络后重新上传。";

    /// <summary>The body is read as it comes and no further than the limit. Answers 200 also with a refusal: it is an ordinary outcome for the script that shows it.</summary>
    /// <param name="refuse">The answer that says why there is nothing else.</param>
    public static async Task<T> ReceiveAsync<T>(HttpContext http, Func<(string Name, Stream Content), Task<T>> take, Func<string, T> refuse, string missing, string tooLarge, CancellationToken ct)
    {
        try
        {
            return await SentFile.OfAsync(http.Request, ct) is { } file ? await take(file) : refuse(missing);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return refuse(tooLarge);
        }
        catch (Exception broken) when (broken is BadHttpRequestException or InvalidDataException or IOException && !ct.IsCancellationRequested)
        {
            return refuse(Incomplete);
        }
    }

    /// <summary>A file that nobody keeps a copy of on the way, or the sentence why there is none.</summary>
    public static IResult Answer(HttpContext http, Result<DownloadedFile> outcome)
    {
        http.Response.Headers.CacheControl = "no-store";
        return outcome.Match(file => Results.File(file.Content, file.ContentType, file.FileName), Refuse);
    }

    /// <summary>The same for a file that is made while it is sent.</summary>
    public static IResult Answer(HttpContext http, Result<StreamedFile> outcome)
    {
        http.Response.Headers.CacheControl = "no-store";
        return outcome.Match(file => Results.Stream(target => file.CopyToAsync(target, http.RequestAborted), file.ContentType, file.FileName), Refuse);
    }

    public static IResult Refuse(Problem problem) => Results.Text(problem.Sentence, "text/plain; charset=utf-8", statusCode: problem switch
    {
        NotAllowed => StatusCodes.Status403Forbidden,
        NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status422UnprocessableEntity,
    });
}
