using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;

namespace MedInsure.Cli.Policies;

/// <summary>The split for programs. Money is yuan as an exact decimal text; a share without a finite decimal is "10/3".</summary>
internal static class SplitJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(TextWriter output, TriedSplit tried)
    {
        var policy = tried.Policy;
        var answer = new
        {
            FundingYear = tried.Trial.Chain.FundingYear,
            Date = policy.Regions.AsOf,
            Policies = policy.Chain.Select(issued => new { issued.Tenant, Name = issued.TenantName, issued.Sha256 }),
            Assumptions = policy.Assumptions.Select(assumption => new { assumption.Gap, assumption.Label }),
            Regions = tried.Regions.Select(region => new
            {
                Code = region.Region.Code.Value,
                region.Region.Name,
                region.Split.State,
                region.Split.Problem,
                region.Split.Gaps,
                region.Split.Assumptions,
                Headcount = region.Line?.Persons,
                Rows = region.Split.Possibilities.Select((row, i) => new
                {
                    Condition = row.Condition.Length == 0 ? null : row.Condition,
                    Tier = row.TierId,
                    row.TierName,
                    Total = Yuan(row.Total),
                    Amount = region.Line?.Rows[i].Total?.ToString(),
                    TotalStep = Step(row.TotalStep),
                    Shares = row.Shares.Select((share, j) => new
                    {
                        Payers = Names(share.Payers),
                        Name = PayerNames.Of(share.Payers),
                        PerCapita = Yuan(share.PerCapita),
                        Amount = region.Line?.Rows[i].Cells[j].Amount?.ToString(),
                        ResidualFen = region.Line?.Rows[i].Cells[j].ResidualFen,
                        Open = share.IsBucket ? share.OpenGap ?? "lowerLevel" : null,
                        Steps = region.StepsOf(share).Select(Step),
                    }),
                    NotApplied = row.NotApplied.Select(other => new { other.What, other.Why, Sources = other.Sources.Select(Source) }),
                }),
                CriticalIllness = region.CriticalIllness is not { } illness ? null : new
                {
                    illness.State,
                    illness.Problem,
                    illness.Gaps,
                    Rows = illness.Possibilities.Select(row => new { Condition = row.Condition.Length == 0 ? null : row.Condition, Tier = row.TierId, row.TierName, PerCapita = Yuan(row.Total), Step = Step(row.TotalStep) }),
                },
            }),
            Bounds = tried.Compliance.SelectMany(line => line.Results.Select(result => new
            {
                line.Subject,
                line.Category,
                line.What,
                Value = Yuan(line.Value),
                Regions = line.Regions.Select(code => code.Value),
                result.Issuer,
                result.BoundIds,
                result.Verdict,
                VerdictName = ComplianceText.Of(result.Verdict),
                result.Strength,
                result.Requirement,
                result.Reason,
                result.Gaps,
                Sources = result.Sources.Select(Source),
            })),
            Gaps = tried.Gaps.Select(id => policy.FindGap(id) is { } gap ? new { Id = id, What = (string?)gap.What, gap.Expected, gap.Owner } : new { Id = id, What = (string?)null, Expected = (string?)null, Owner = (string?)null }),
        };
        output.WriteLine(JsonSerializer.Serialize(answer, Options));
    }

    private static string Yuan(Fraction value) => value.ToText();

    private static IEnumerable<string> Names(Payers payers) => PayerNames.InOrder.Where(payer => payers.HasFlag(payer)).Select(payer => JsonNamingPolicy.CamelCase.ConvertName(payer.ToString()));

    private static object Step(Step step) => new
    {
        step.Label,
        step.Kind,
        Operands = step.Operands.Select(operand => new { operand.Name, Value = operand.Value.ToText(), operand.Unit }),
        Result = step.Result.ToText(),
        step.Unit,
        step.Note,
        Sources = step.Sources.Select(Source),
    };

    private static object Source(Source source) => new { source.Kind, source.Issuer, Document = source.DocumentNumber, source.Clause, source.Says };
}
