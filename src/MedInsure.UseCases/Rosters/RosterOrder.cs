using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>What a roster's file is read and checked by, whichever way it is read: the words, counties and dates, and the forms that belong to it.</summary>
/// <param name="Ours">The stamp that a form of this bureau carries; a file without any is another office's own list.</param>
internal sealed record RosterOrder(RosterFrame Frame, TemplateStamp Ours, string Bureau)
{
    public static async Task<Result<RosterOrder>> ReadAsync(TenantSession db, Actor actor, string authority, RosterKind kind, Month month, DateOnly today, CancellationToken ct)
    {
        if (RosterBasis.Refusal(actor) is { } notAllowed)
        {
            return notAllowed;
        }

        var read = await RosterBasis.ReadAsync(db, actor, month, today, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var (bureau, categories, _, places) = read.Value;
        if (read.Value.Unknown(authority, month) is { } unknown)
        {
            return unknown;
        }

        var frame = new RosterFrame(kind, month, today, categories, places) { Office = new RosterOffice(authority, read.Value.CategoriesOf) };
        return new RosterOrder(frame, new TemplateStamp(RosterTemplate.Id, RosterTemplate.Version, bureau.Code, month.Year), bureau.Name);
    }

    /// <summary>A form of another bureau or another business. The year of a form says nothing about a roster.</summary>
    public Refused? Foreign(TemplateStamp? stamp) =>
        stamp is null ? null : TemplateStamps.Mismatch(stamp with { FundingYear = Ours.FundingYear }, Ours, "参保资助对象名单", Bureau, "请下载“参保资助对象名单”模板，填写后再上传。");
}
