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
}

/// <param name="Reading">Rows, faults, counts and whether the file is taken.</param>
/// <param name="Notes">About the file as a whole: columns and sheets that were not read, formulas.</param>
public sealed record RosterRead(ExplanationPlace Place, RosterReading Reading, IReadOnlyList<string> Notes)
{
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

        var (bureau, categories, authorities, places) = read.Value;
        if (!authorities.Contains(request.Authority, StringComparer.Ordinal))
        {
            return new Refused(authorities.Count == 0
                ? $"{request.Month.ToText()}的政策没有登记名单部门，请政策管理员在资助对象类别中补上“名单由谁认定”。"
                : $"{request.Month.ToText()}的政策没有名单部门“{request.Authority}”，请选择{string.Join("、", authorities)}之一，或请政策管理员登记。");
        }

        var frame = new RosterFrame(request.Kind, request.Month, today, categories, places);
        return RosterSheet.Read(request.File, frame, new TemplateStamp(RosterTemplate.Id, RosterTemplate.Version, bureau.Code, request.Month.Year), bureau.Name, request.KeptFaults, ct);
    }
}
