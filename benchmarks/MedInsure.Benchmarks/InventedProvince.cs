using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Benchmarks;

/// <summary>
/// A province of 3,000 invented counties in a throw-away database: 50 prefectures of 60 counties under the bureau of 河南, three tiers, no gap, four
/// grounds of enrolment a county.
/// </summary>
internal sealed class InventedProvince : IAsyncDisposable
{
    public const int Prefectures = 50;
    public const int CountiesEach = 60;
    public const int Year = 2030;

    private InventedProvince(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public static async Task<InventedProvince> CreateAsync()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        await using (var owner = await database.OpenSuperuserAsync())
        {
            await using var regions = new NpgsqlCommand(
                """
                UPDATE region SET is_funding_unit = false WHERE code LIKE '41%';
                INSERT INTO region (code, name, kind, parent_code, fiscal_status, is_funding_unit, aliases, source)
                SELECT '41' || p || '00', '虚构' || p || '市', 'Prefecture', '410000', 'Ordinary', false, '{}', 'benchmark' FROM generate_series(40, 89) p;
                INSERT INTO region (code, name, kind, parent_code, fiscal_status, is_funding_unit, aliases, source)
                SELECT '41' || p || to_char(c, 'FM00'), '虚构' || p || '市' || c || '县', 'County', '41' || p || '00', 'Ordinary', true, '{}', 'benchmark'
                FROM generate_series(40, 89) p, generate_series(1, 60) c;
                WITH unit AS (
                  INSERT INTO pooling_region (tenant_id, insurance, name, seat, valid_from, source)
                  SELECT 6, insurance, '虚构省', '410000', '2020-01-01', 'benchmark' FROM unnest(ARRAY['Basic', 'CriticalIllness']) insurance RETURNING id, insurance)
                INSERT INTO pooling_member (tenant_id, pooling_region_id, region_code, insurance, valid_from)
                SELECT 6, unit.id, region.code, unit.insurance, '2020-01-01' FROM unit, region WHERE region.is_funding_unit AND region.code LIKE '41%';
                """,
                owner);
            await regions.ExecuteNonQueryAsync();
        }

        await PublishAsync(database, Bureau.National, new PolicyContent { Format = 1, Tenant = "national", Title = "虚构国家政策", Year = new PolicyYear { Funding = Year } });
        await PublishAsync(database, Bureau.Henan, Province());
        await using var app = await database.OpenAppAsync(Bureau.Henan.TenantId(), Some.Clerk(Bureau.Henan).UserId);
        await using var headcounts = new NpgsqlCommand(
            """
            INSERT INTO headcount (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, is_sample, source)
            SELECT app.tid(), $1, '41' || p || to_char(c, 'FM00'), 'Reported', ground, '2030-06-30', 1000 + (p * 7919 + c * 104729) % 900000, true, 'benchmark'
            FROM generate_series(40, 89) p, generate_series(1, 60) c, unnest(ARRAY['HouseholdRegister', 'ResidencePermit', 'SchoolRegister', 'HongKongMacaoTaiwan']) ground
            """,
            app);
        headcounts.Parameters.AddWithValue(Year);
        await headcounts.ExecuteNonQueryAsync();
        await using var owner2 = await database.OpenSuperuserAsync();
        await using var analyze = new NpgsqlCommand("ANALYZE", owner2);
        await analyze.ExecuteNonQueryAsync();
        return new InventedProvince(database);
    }

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    /// <summary>Thirds and sevenths, so that every line has fen to give out.</summary>
    private static PolicyContent Province()
    {
        Citation[] cite = [new() { Kind = CitationKind.Practice, Says = "虚构" }];
        FundingTier Tier(string id, string name, int first, int last, decimal central, decimal province) => new()
        {
            Id = id,
            Name = name,
            Where = new RegionSelector { Under = [.. Enumerable.Range(first, last - first + 1).Select(prefecture => new RegionCode($"41{prefecture}00"))] },
            Shares =
            [
                new RateShare { Payers = Payers.Central, Rate = central, Cite = cite },
                new FixedShare { Payers = Payers.Province, Yuan = province, Cite = cite },
                new PartShare { Payers = Payers.City, Part = 1, Cite = cite },
                new PartShare { Payers = Payers.County, Part = 2, Cite = cite },
            ],
            Cite = cite,
        };
        return new PolicyContent
        {
            Format = 1,
            Tenant = "henan",
            Parent = "national",
            Title = "虚构省政策",
            Year = new PolicyYear { Funding = Year },
            FiscalSubsidy = [new Standard { Yuan = 670.37m, Cite = cite }],
            Funding = new FundingScheme { Tiers = [Tier("tier-1", "一档", 40, 56, 0.8m, 33.33m), Tier("tier-2", "二档", 57, 73, 0.6m, 77.77m), Tier("tier-3", "三档", 74, 89, 0.5m, 101.01m)] },
        };
    }

    private static async Task PublishAsync(TestDatabase database, Bureau bureau, PolicyContent content)
    {
        var text = PolicyJson.Write(content);
        var hash = PolicyJson.HashOfText(text);
        long id;
        await using (var db = await database.TenantDb.OpenAsync(Some.PolicyAdministrator(bureau), CancellationToken.None))
        {
            var draft = new PolicyVersionEntity
            {
                FundingYear = Year,
                VersionNumber = 1,
                Title = content.Title,
                State = PolicyState.Draft,
                Text = text,
                TextSha256 = hash,
                ContentHash = hash,
                AuthorId = Some.PolicyAdministrator(bureau).UserId,
                CreatedAt = TimeProvider.System.GetUtcNow(),
            };
            db.Rows.Add(draft);
            _ = (await db.SaveAsync("ImportPolicy", () => $"policy/{draft.Id}", null, null, CancellationToken.None)).Value;
            id = draft.Id;
        }

        var page = (await new UseCases.PolicyDrafts.ShowPolicyVersionHandler(database.TenantDb).HandleAsync(Some.PolicyAdministrator(bureau), new UseCases.PolicyDrafts.ShowPolicyVersion(id), CancellationToken.None)).Value;
        foreach (var finding in page.Check.Findings.Where(finding => page.Check.Blocking.Contains(finding.Key)))
        {
            if (finding.Weight == Rules.Policies.Findings.FindingWeight.Hard)
            {
                throw new InvalidOperationException($"{finding.JsonPath}: {finding.Sentence}");
            }

            _ = (await new UseCases.PolicyDrafts.NoteFindingHandler(database.TenantDb, TimeProvider.System).HandleAsync(
                Some.PolicyAdministrator(bureau), new UseCases.PolicyDrafts.NoteFinding(id, finding.Key, "虚构"), CancellationToken.None)).Value;
        }

        var steps = new UseCases.PolicyDrafts.PublishPolicyHandler(database.TenantDb, TimeProvider.System);
        _ = (await steps.HandleAsync(Some.PolicyAdministrator(bureau), new UseCases.PolicyDrafts.SubmitPolicy(id), CancellationToken.None)).Value;
        _ = (await steps.HandleAsync(Some.Reviewer(bureau), new UseCases.PolicyDrafts.ReviewPolicy(id), CancellationToken.None)).Value;
        _ = (await steps.HandleAsync(Some.SecondReviewer(bureau), new UseCases.PolicyDrafts.PublishPolicy(id), CancellationToken.None)).Value;
    }
}
