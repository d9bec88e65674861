using System.Text.Encodings.Web;
using System.Text.Json;
using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Filings;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

/// <summary>备案: files the bureau's published policy of a year with the bureau above, under the number of the letter. What is filed is frozen with its hash and its compliance report.</summary>
/// <param name="Recipients">The offices that the letter goes to; empty takes those that the notice of the level above names (甘医保发〔2020〕66号 一(一): 省财政厅、省医保局).</param>
public sealed record FilePolicy(int FundingYear, string LetterNumber, string Title, IReadOnlyList<string>? Recipients = null);

public sealed record FiledPolicy(long FilingId, string Recipient);

/// <summary>One line of the compliance report that goes with a filing.</summary>
/// <param name="Verdict">Name of the verdict: Compliant, Violated or Undetermined.</param>
public sealed record FiledCompliance(string What, string Value, int Regions, string Requirement, string Verdict, string Source, string Reason);

public sealed class FilePolicyHandler(TenantDb tenantDb, TimeProvider clock)
{
    internal static readonly JsonSerializerOptions ReportJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<Result<FiledPolicy>> HandleAsync(Actor actor, FilePolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is not null)
        {
            return new NotAllowed("只有负责全机构的政策管理员可以报送备案，请由政策管理员办理。");
        }

        if (string.IsNullOrWhiteSpace(request.LetterNumber) || string.IsNullOrWhiteSpace(request.Title))
        {
            return new Refused("请填写备案函的文号和标题。");
        }

        if (LetterNumber.Normalise(request.LetterNumber) is not { } number)
        {
            return new Refused($"文号“{request.LetterNumber.Trim()}”不完整，请按“兰医保函〔2020〕1号”的样式填写发文机关代字、年份和序号。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (await ClosedYear.CheckAsync(db.Rows, request.FundingYear, ct) is { } closed)
        {
            return closed;
        }

        var path = await PolicyChain.PathAsync(db, ct);
        if (path.Count < 2)
        {
            return new Refused("本机构没有上级机构，不需要备案。");
        }

        var version = await db.Rows.PolicyVersions.AsNoTracking()
            .Where(candidate => candidate.FundingYear == request.FundingYear && candidate.State == PolicyState.Published)
            .OrderByDescending(candidate => candidate.VersionNumber)
            .FirstOrDefaultAsync(ct);
        if (version is null)
        {
            return new Refused($"{request.FundingYear}年度政策还没有发布，发布后才能备案。");
        }

        var earlier = await db.Rows.Filings.AsNoTracking().Where(filing => filing.PolicyVersionId == version.Id && filing.State == FilingState.Filed).Select(filing => new { filing.Id, filing.LetterNumber }).ToListAsync(ct);
        var decisions = await db.Rows.DecisionsOnOwnFilings.AsNoTracking().Where(decision => decision.Act == FilingAct.Return).Select(decision => decision.FilingId).ToListAsync(ct);
        if (earlier.Find(filing => !decisions.Contains(filing.Id)) is { } open)
        {
            return new Conflict($"这一版政策已用{open.LetterNumber}报送备案，不必重复报送；被退回或发布新版本后可以重新报送。");
        }

        var inForce = await PolicyChain.InForceAsync(db, request.FundingYear, ct);
        if (!inForce.IsOk)
        {
            return inForce.Problem!;
        }

        var chain = inForce.Value.Select(policy => policy.Issued).ToList();
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(request.FundingYear), ct);
        var now = clock.GetUtcNow();
        var filing = new FilingEntity
        {
            RecipientTenantId = path[^2].Id,
            FundingYear = request.FundingYear,
            LetterNumber = number,
            Title = request.Title.Trim(),
            Recipients = [.. RecipientsOf(request.Recipients) is { Count: > 0 } given ? given : FilingDuties.Recipients(chain.SkipLast(1), path[^2].Name)],
            State = FilingState.Filed,
            Text = version.Text,
            TextSha256 = version.TextSha256,
            Compliance = JsonSerializer.Serialize(Report(new EffectivePolicy(chain, tree)), ReportJson),
            PolicyVersionId = version.Id,
            CreatedBy = actor.UserId,
            CreatedAt = now,
            FiledBy = actor.UserId,
            FiledAt = now,
        };
        db.Rows.Add(filing);
        var saved = await db.SaveAsync("FilePolicy", () => $"filing/{filing.Id}", new { filing.LetterNumber, filing.TextSha256 }, null, ct);
        return saved.IsOk ? new FiledPolicy(filing.Id, path[^2].Name) : saved.Problem!;
    }

    private static List<string> RecipientsOf(IReadOnlyList<string>? typed) =>
        [.. (typed ?? []).Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<FiledCompliance> Report(EffectivePolicy policy) =>
        policy.Own.Root is not { } root ? []
        : from line in new PolicyCompliance(policy).Lines(root)
          from result in line.Results
          select new FiledCompliance(
              line.What,
              $"{line.Value.ToYuanText()} 元",
              line.Regions.Count,
              $"{result.IssuerName}：{result.Requirement}",
              result.Verdict.ToString(),
              string.Join("；", result.Sources.Select(source => source.ToString())),
              result.Reason);
}
