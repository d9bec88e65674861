using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>What stands between a text and its review.</summary>
/// <param name="Unreadable">Why the text is no policy document yet, with paths; then nothing else was looked at.</param>
/// <param name="Blocking">Keys of the findings that still hold it up.</param>
/// <param name="Answers">What was written to findings so far.</param>
/// <param name="Unconfirmed">年度结转: values of a rolled draft that nobody settled yet.</param>
public sealed record DraftCheck(
    PolicyContent? Content,
    IReadOnlyList<FieldError> Unreadable,
    IReadOnlyList<PolicyFinding> Findings,
    IReadOnlySet<string> Blocking,
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<UnconfirmedValue> Unconfirmed)
{
    /// <summary>Every value of the bureau against the bounds of the levels above and its own, those that comply included.</summary>
    public IReadOnlyList<ComplianceLine> Compliance { get; private init; } = [];

    /// <summary>What the text's codes and ids are called, by itself and by the policies above; null while it cannot be read.</summary>
    public PolicyNames? Names { get; private init; }

    /// <summary>Why nothing can be checked yet, whatever the draft says: a bureau above has no policy of the year. Null otherwise.</summary>
    public string? NothingAbove { get; private init; }

    /// <summary>The policies above that it was checked against, national first.</summary>
    internal IReadOnlyList<StoredPolicy> Above { get; private init; } = [];

    public bool IsReady => NothingAbove is null && Unreadable.Count == 0 && Blocking.Count == 0 && Unconfirmed.Count == 0;

    /// <summary>The refusal of a step for which it has to be ready; null when it is.</summary>
    internal Problem? Problem(string step)
    {
        if (NothingAbove is { } nothing)
        {
            return new Refused(nothing);
        }

        if (Unreadable.Count > 0)
        {
            return new Invalid($"政策还没有填完整，有 {Unreadable.Count} 处，请按下列位置逐一改正后再{step}。", Unreadable);
        }

        if (Unconfirmed.Count > 0)
        {
            return new Invalid(
                $"结转的内容还有 {Unconfirmed.Count} 项没有确认，不能{step}：请逐项对照新文件确认、修改，或写明沿用的理由。",
                [.. Unconfirmed.Select(entry => new FieldError(entry.Value.JsonPath, entry.Sentence))]);
        }

        return Blocking.Count == 0
            ? null
            : new Invalid(
                $"还有 {Blocking.Count} 处问题没有解决，不能{step}：必须改正的请改正，原则性规定请写明理由，无法判定的请确认已知悉。",
                [.. Findings.Where(finding => Blocking.Contains(finding.Key)).Select(finding => new FieldError(finding.JsonPath, finding.Sentence))]);
    }

    /// <param name="text">The text to look at, saved or not.</param>
    internal static async Task<DraftCheck> OfAsync(TenantSession db, PolicyVersionEntity version, string text, CancellationToken ct)
    {
        var read = PolicyJson.Read(text);
        if (!read.IsOk)
        {
            return Stopped(read.Problem is Invalid invalid ? invalid.Errors : [new FieldError("$", read.Problem!.Sentence)]);
        }

        var content = read.Value;
        var path = await PolicyChain.PathAsync(db, ct);
        if (content.Tenant != path[^1].Code || content.Year.Funding != version.FundingYear)
        {
            return Stopped([new FieldError("$", $"这份政策写的是“{content.Tenant}”{content.Year.Funding}年度，应为本机构（{path[^1].Code}）{version.FundingYear}年度，请核对。")]);
        }

        var above = await PolicyChain.AboveAsync(db, version.FundingYear, ct);
        if (!above.IsOk)
        {
            return Stopped([]) with { Content = content, NothingAbove = above.Problem!.Sentence };
        }

        var context = await ContextAsync(db, content, path[^1], above.Value, ct);
        var findings = PolicyFindings.Of(content, context, out var compliance);
        var names = PolicyNames.Of([content, .. above.Value.Reverse().Select(policy => policy.Issued.Content)], code => context.Regions.Find(code)?.Name ?? code.Value);
        var answers = await AnswersAsync(db, version, ct);
        var blocking = PolicyFindings.Blocking(findings, answers.Select(answer => new FindingAnswer(answer.Key, answer.Value)));
        return new DraftCheck(content, [], findings, blocking.Select(finding => finding.Key).ToHashSet(StringComparer.Ordinal), answers, await UnconfirmedAsync(db, version, content, names, ct)) { Above = above.Value, Compliance = compliance, Names = names };

        static DraftCheck Stopped(IReadOnlyList<FieldError> errors) => new(null, errors, [], new HashSet<string>(), new Dictionary<string, string>(), []);
    }

    /// <summary>The version and the returned ones that it goes on from: what was written to a finding there counts on.</summary>
    internal static async Task<IReadOnlyList<long>> WithReturnedAsync(TenantSession db, PolicyVersionEntity version, CancellationToken ct)
    {
        var ids = new List<long> { version.Id };
        for (var before = version.BasedOnId; before is { } id;)
        {
            var returned = await db.Rows.PolicyVersions.AsNoTracking().Where(other => other.Id == id && other.State == PolicyState.Returned).Select(other => new { other.BasedOnId }).FirstOrDefaultAsync(ct);
            if (returned is null)
            {
                break;
            }

            ids.Insert(0, id);
            before = returned.BasedOnId;
        }

        return ids;
    }

    /// <summary>Empty unless the version, or the returned one that it goes on from, was rolled from last year's.</summary>
    private static async Task<IReadOnlyList<UnconfirmedValue>> UnconfirmedAsync(TenantSession db, PolicyVersionEntity version, PolicyContent content, PolicyNames names, CancellationToken ct)
    {
        var ids = await WithReturnedAsync(db, version, ct);
        var rolled = await db.Rows.PolicyVersions.AsNoTracking()
            .Where(first => first.Id == ids[0])
            .SelectMany(first => db.Rows.PolicyVersions.Where(source => source.Id == first.BasedOnId && source.FundingYear == first.FundingYear - 1))
            .Select(source => source.Text)
            .FirstOrDefaultAsync(ct);
        return rolled is null ? [] : PolicyRoll.Unconfirmed(PolicyJson.Read(rolled).Value, content, await ConfirmValuesHandler.OfAsync(db, ids, ct), names);
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(TenantSession db, PolicyVersionEntity version, CancellationToken ct)
    {
        var ids = await WithReturnedAsync(db, version, ct);
        var notes = await db.Rows.PolicyNotes.AsNoTracking().Where(note => ids.Contains(note.VersionId)).OrderBy(note => note.VersionId).ToListAsync(ct);
        return notes.GroupBy(note => note.FindingKey, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Text, StringComparer.Ordinal);
    }

    private static async Task<FindingContext> ContextAsync(TenantSession db, PolicyContent content, Persistence.Tenants.BureauEntity bureau, IReadOnlyList<StoredPolicy> above, CancellationToken ct)
    {
        var year = content.Year.Funding;
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(year), ct);
        var last = await PolicyChain.InForceAsync(db, year - 1, ct);
        var pooling = await db.Rows.PoolingRegions.AsNoTracking().Include(unit => unit.Members).ToListAsync(ct);
        return new FindingContext([.. above.Select(policy => policy.Issued)], tree)
        {
            TenantName = bureau.Name,
            Root = bureau.RootRegion,
            LastYear = last.IsOk ? new EffectivePolicy([.. last.Value.Select(policy => policy.Issued)], await RegionFacts.TreeAsync(db, RegionFacts.AsOf(year - 1), ct)) : null,
            Pooling = [.. pooling.SelectMany(unit => unit.Members.Select(member => new PoolingMembership(unit.Insurance, unit.Name, member.RegionCode, member.ValidFrom, member.ValidTo)))],
            Documents = await Library.OnFileAsync(db, content, ct),
        };
    }
}
