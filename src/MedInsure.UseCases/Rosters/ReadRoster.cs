using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>Reads and checks the file of a roster by the policy and the regions as they stand. Writes nothing.</summary>
/// <param name="Authority">名单部门, one of those that the policy names for the month.</param>
public sealed record ReadRoster(UploadedFile File, string Authority, RosterKind Kind, Month Month)
{
    /// <summary>How many faults come back; all are counted. The annotated file needs all of them: int.MaxValue.</summary>
    public int KeptFaults { get; init; } = RosterFile.KeptFaults;

    /// <summary>Told now and then how many rows were read.</summary>
    public Action<int>? Progress { get; init; }
}

/// <param name="Reading">Rows, faults, counts and whether the file is taken.</param>
/// <param name="Notes">About the file as a whole: columns and sheets that were not read, formulas.</param>
public sealed record RosterRead(ExplanationPlace Place, RosterReading Reading, IReadOnlyList<string> Notes)
{
    /// <summary>How the file was read.</summary>
    public string Encoding => Place.Csv switch { null => "xlsx", { Encoding: CsvEncoding.Utf8 } => "UTF-8", _ => "GB18030" };

    /// <summary>The person's own file with 错误说明 on every wrong row; nothing else of it changes.</summary>
    /// <param name="file">The one that was read.</param>
    /// <exception cref="InvalidOperationException">Not all faults were kept, so some wrong row would look sound.</exception>
    public Result<byte[]> Explained(UploadedFile file) => Reading.Faults.Count == Reading.FaultCount
        ? ErrorWriteBack.Write(file, Place, [.. Reading.Faults.Select(fault => new RowMessage(fault.RowNumber, RosterColumns.NameOf(fault.Column), fault.Sentence))])
        : throw new InvalidOperationException("The annotated file needs every fault: read with KeptFaults = int.MaxValue.");
}

public sealed class ReadRosterHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<RosterRead>> HandleAsync(Actor actor, ReadRoster request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RosterBasis.Refusal(actor) is { } refusal)
        {
            return refusal;
        }

        var today = ChinaTime.Date(clock.GetUtcNow());
        Result<RosterBasis> read;
        await using (var db = await tenantDb.OpenAsync(actor, ct))
        {
            read = await RosterBasis.ReadAsync(db, actor, request.Month, today, ct);
        }

        if (!read.IsOk)
        {
            return read.Problem;
        }

        var (bureau, categories, _, places) = read.Value;
        if (read.Value.Unknown(request.Authority, request.Month) is { } unknown)
        {
            return unknown;
        }

        var frame = new RosterFrame(request.Kind, request.Month, today, categories, places) { Office = new RosterOffice(request.Authority, read.Value.CategoriesOf) };
        return RosterSheet.Read(request.File, frame, new TemplateStamp(RosterTemplate.Id, RosterTemplate.Version, bureau.Code, request.Month.Year), bureau.Name, request.KeptFaults, request.Progress, ct);
    }
}
