namespace MedInsure.UseCases.Spreadsheets;

/// <summary>A file for the browser that never stands in memory as a whole.</summary>
/// <param name="CopyToAsync">Writes the file into the answer; to be called once.</param>
public sealed record StreamedFile(string FileName, string ContentType, Func<Stream, CancellationToken, Task> CopyToAsync);
