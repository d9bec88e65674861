using System.Globalization;
using System.Xml;
using MedInsure.Persistence.People;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using Npgsql;

namespace MedInsure.UseCases.Tests.People;

/// <summary>The ledger as it is written from the bytes of the server, beside one that is put together here from rows of plain SQL, sorted by the server text by text: every cell of every row in the same order.</summary>
public sealed class LedgerDifferentialTests : IAsyncLifetime
{
    /// <summary>What offices do not write, and what would break a sheet if it came through as it is.</summary>
    private static readonly string[] Odd =
    [
        "", "=1+1", "+86", "-1", "@用户", "\t缩进", "a<b>&\"c\"'d", "_x0041_", "𠮷野", "㐀𠮷", "坏\u0001字", "\uFFFE\uFFFF", "（括号）", "ＡＢ", " 两端 ", "两\n行", "城关", "城关镇", "城关乡", "城", "\U0010FFFF尾", new string('长', 20_000),
    ];

    private static readonly Month Month = new(2020, 11);
    private static readonly Dictionary<string, string> Names = InventedRoster.LanzhouCategories.Skip(1).ToDictionary(category => category.Id, category => category.Words[0] + "&<", StringComparer.Ordinal);
    private readonly AllocationDesk desk = new();

    public async Task InitializeAsync()
    {
        await desk.InitializeAsync();
        await desk.Database.LoadAsync(Bureau.Lanzhou, InventedRoster.OfLanzhou(1_500).Mended());
        await using var superuser = await desk.Database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("SET session_replication_role = replica");
        await superuser.ExecuteAsync(
            """
            UPDATE person SET town = CASE hashint8(id) % 3 WHEN 0 THEN town ELSE $1[1 + abs(hashint8(id + 1)) % cardinality($1)] END,
              village = CASE hashint8(id + 2) % 3 WHEN 0 THEN village ELSE $1[1 + abs(hashint8(id + 3)) % cardinality($1)] END,
              name = CASE hashint8(id + 4) % 2 WHEN 0 THEN name ELSE $1[1 + abs(hashint8(id + 5)) % cardinality($1)] END,
              region_code = CASE WHEN hashint8(id + 6) % 5 = 0 THEN '6201L' || abs(hashint8(id)) % 3 ELSE region_code END
            """,
            (object)Odd);
        await superuser.ExecuteAsync("UPDATE membership SET until_month = $1 - abs(hashint8(person_id)) % 14, cancelled_by = 1, from_month = least(from_month, $1 - 14) WHERE hashint8(person_id) % 4 = 0", Month.Index);
        await superuser.ExecuteAsync("UPDATE membership SET category = '某类\"&' WHERE hashint8(person_id) % 31 = 0 AND category = 'orphan'");
    }

    public Task DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_ledger_of_identities_alone_is_cell_by_cell_what_plain_sql_gives() => await CompareAsync(new LedgerScope(Month, 2021, null, null), fullNumbers: true);

    [Fact]
    public async Task So_is_one_with_contributions_and_entitlements_and_one_of_some_counties_and_a_category()
    {
        await AddAsync();
        await CompareAsync(new LedgerScope(Month, 2021, null, null), fullNumbers: false);
        await CompareAsync(new LedgerScope(Month, 2021, [new RegionCode("620102"), new RegionCode("6201L1")], null), fullNumbers: true);
        await CompareAsync(new LedgerScope(Month, 2021, null, "rural-subsistence-2"), fullNumbers: true);
        await CompareAsync(new LedgerScope(Month, 2021, null, "' OR true --"), fullNumbers: true, 0);
        await CompareAsync(new LedgerScope(new Month(2015, 1), 2021, null, null), fullNumbers: true, 0);
    }

    [Fact]
    public async Task A_reading_that_is_given_up_or_cancelled_leaves_the_connection_in_order()
    {
        await using var db = await desk.Db.OpenAsync(Some.Clerk(Bureau.Lanzhou), default);
        var reading = await LedgerReading.BeginAsync(db.Connection, new LedgerScope(Month, 2021, null, null), default);
        Assert.True(reading.Next());
        await reading.DisposeAsync();
        Assert.Equal(1, await db.Connection.ScalarAsync<int>("SELECT 1"));
        using var stop = new CancellationTokenSource();
        await using (var cancelled = await LedgerReading.BeginAsync(db.Connection, new LedgerScope(Month, 2021, null, null), stop.Token))
        {
            await stop.CancelAsync();
            Assert.ThrowsAny<OperationCanceledException>(() =>
            {
                while (cancelled.Next())
                {
                    stop.Token.ThrowIfCancellationRequested();
                }
            });
        }

        Assert.Equal(1, await db.Connection.ScalarAsync<int>("SELECT 1"));
    }

    private async Task CompareAsync(LedgerScope scope, bool fullNumbers, int? rows = null)
    {
        await using var db = await desk.Db.OpenAsync(Some.Clerk(Bureau.Lanzhou), default);
        using var vault = RosterLoading.Key.IdentityVaultFor(Bureau.Lanzhou.TenantId());
        using var file = new MemoryStream();
        var written = await LedgerWorkbook.WriteAsync(db.Connection, scope, vault, Names, fullNumbers, file, null, default);
        var expected = await ExpectedAsync(db.Connection, scope, vault, fullNumbers);
        var sheet = UploadedSheet.Read(new UploadedFile("台账.xlsx", file.ToArray()), new SheetLimits { MaxRatio = 1_000, MaxRows = 100_000, MaxCells = 1_000_000, MaxElements = 10_000_000, MaxInflatedBytes = 1L << 30 }).Value.Rows.Skip(1).ToList();
        Assert.Equal(expected.Count, written);
        Assert.Equal(rows ?? written, written);
        Assert.True(rows is not null || written > 50);
        Assert.True(rows is not null || scope.Category is not null || expected.Select(row => row[7]).Distinct().Count() < expected.Count, "nobody has two identities");
        Assert.Equal(expected.Select(row => string.Join('|', row)), sheet.Select(row => string.Join('|', Enumerable.Range(0, LedgerColumns.All.Count).Select(column => row[column].Text))));
    }

    /// <summary>The statement that ledgers were read with until they were read as bytes.</summary>
    private static async Task<List<string[]>> ExpectedAsync(NpgsqlConnection connection, LedgerScope scope, IdentityVault vault, bool fullNumbers)
    {
        await using var read = new NpgsqlCommand(
            """
            SELECT m.identified, m.until_month, m.is_new, p.town, p.village, p.name, p.id_number, m.category, c.amount_fen, c.paid_on, e.state, h.winner, h.mode, h.amount_fen, h.problem
            FROM membership m JOIN person p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
            LEFT JOIN contribution c ON c.tenant_id = p.tenant_id AND c.id_number = p.id_number AND c.coverage_year = $3 AND c.cancelled_by IS NULL
            LEFT JOIN entitlement e ON e.tenant_id = p.tenant_id AND e.person_id = p.id
              AND e.run_id = (SELECT r.id FROM entitlement_run r WHERE r.tenant_id = app.tid() AND r.coverage_year = $3 AND r.state = 'Computed' ORDER BY r.number DESC LIMIT 1)
            LEFT JOIN entitlement_choice h ON h.tenant_id = e.tenant_id AND h.run_id = e.run_id AND h.id = e.choice_id
            WHERE m.tenant_id = app.tid() AND m.from_month <= $1 AND (m.until_month IS NULL OR m.until_month >= $2)
              AND ($4::text[] IS NULL OR p.region_code = ANY ($4::text[])) AND ($5::text IS NULL OR m.category = $5)
            ORDER BY p.region_code, p.town COLLATE "C", p.village COLLATE "C", p.name, p.id, m.category, m.from_month
            """,
            connection);
        foreach (var value in new object?[] { scope.Month.Index, new Month(scope.Month.Year, 1).Index - 1, scope.CoverageYear, scope.Regions?.Select(region => region.Value).ToArray(), scope.Category })
        {
            read.Parameters.Add(new() { Value = value ?? DBNull.Value });
        }

        read.Parameters[3].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text;
        read.Parameters[4].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text;
        await using var row = await read.ExecuteReaderAsync();
        var lines = new List<string[]>();
        var (person, first) = ("", 0);
        while (await row.ReadAsync())
        {
            var left = !row.IsDBNull(1) && row.GetInt32(1) < scope.Month.Index;
            var number = vault.Open(row.GetFieldValue<byte[]>(6));
            // Who has several identities has his amounts in his first line only, so that a column can be summed.
            var before = lines.Count > 0 && person == number.Value ? first : 0;
            (person, first) = (number.Value, before > 0 ? before : lines.Count + 1);
            EntitlementCell? judged = row.IsDBNull(10) ? null : new(row.GetInt16(10), Text(row, 11), Text(row, 12), row.IsDBNull(13) ? null : row.GetInt32(13), Text(row, 14));
            var remark = judged?.State switch { 2 => "建议补差", 3 => "需人工确认", _ => judged?.Problem ?? "" };
            var elsewhere = before > 0 && !(row.IsDBNull(8) && judged?.AmountFen is null);
            lines.Add(
            [
                $"{lines.Count + 1}", Day(row, 0), left ? Month.AtIndex(row.GetInt32(1)).Plus(1).ToString() : "", left ? "取消" : row.GetBoolean(2) ? "新增" : "", Clean(row.GetString(3)), Clean(row.GetString(4)), Clean(row.GetString(5)),
                fullNumbers ? number.Value : number.Masked, Name(row.GetString(7)), row.IsDBNull(8) ? "否" : "是", row.IsDBNull(8) || before > 0 ? "" : Yuan(row.GetInt32(8)), row.IsDBNull(8) ? "" : Day(row, 9),
                judged?.State switch { null => "", 4 => "否", 5 => "无法计算", _ => judged.AmountFen > 0 ? "是" : "否" },
                judged?.Winner is { Length: > 0 } winner ? Name(winner) : "",
                judged?.Winner is { Length: > 0 } ? judged.Mode switch { "OnBehalf" => "代缴", "Card" => "一卡通", _ => "未规定" } : "",
                judged?.AmountFen is { } amount && before == 0 ? Yuan(amount) : "",
                !elsewhere ? remark : $"{remark}{(remark.Length > 0 ? "；" : "")}同一人，金额见序号 {before}",
            ]);
        }

        return lines;

        static string Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);
        static string Day(NpgsqlDataReader row, int column) => row.GetFieldValue<DateOnly>(column).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        static string Yuan(int fen) => (fen / 100m).ToString("0.##", CultureInfo.InvariantCulture);
        static string Name(string category) => Names.GetValueOrDefault(category, category);
    }

    /// <summary>What XML cannot hold is left out.</summary>
    private static string Clean(string text)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i))
            {
                kept.Append(text, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                kept.Append(text[i]);
            }
        }

        return kept.ToString();
    }

    /// <summary>Contributions of two in three persons, and a computed run of all but every seventh with every state.</summary>
    private async Task AddAsync()
    {
        await using var superuser = await desk.Database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("SET session_replication_role = replica");
        await superuser.ExecuteAsync(
            """
            INSERT INTO contribution (tenant_id, batch_id, id_number, name, coverage_year, amount_fen, paid_on, cancelled_by)
            SELECT tenant_id, 1, id_number, '甲', 2021, 1 + abs(hashint8(id)) % 40000, '2020-12-01'::date + (id % 60)::int, CASE WHEN id % 3 = 1 THEN 9 END FROM person WHERE id % 3 <> 0
            """);
        foreach (var (id, state) in new[] { (1, "Computed"), (2, "Computed"), (3, "Failed") })
        {
            await superuser.ExecuteAsync(
                """
                INSERT INTO entitlement_run (tenant_id, id, coverage_year, funding_year, month, number, state, reason, engine, policies, rosters, input_hash, outcome_hash, computed_at, persons, due, settled, top_up, confirm, none, unknown, due_fen, top_up_fen, made_by, made_at)
                OVERRIDING SYSTEM VALUE
                SELECT 5, $1, 2021, 2020, $2, $1, $3, 'x', CASE $3 WHEN 'Computed' THEN 1 ELSE 0 END, p, p, h, h, CASE $3 WHEN 'Computed' THEN now() END, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, now()
                FROM (SELECT CASE $3 WHEN 'Computed' THEN '[]' END AS p, CASE $3 WHEN 'Computed' THEN encode(sha256('a'), 'hex') END AS h) AS v
                """,
                id, Month.Index, state);
            await superuser.ExecuteAsync(
                """
                INSERT INTO entitlement_choice (tenant_id, run_id, id, region_code, age_class, categories, state, contribution_fen, amount_fen, winner, mode, gaps, problem, has_bound)
                VALUES (5, $1, 1, '620123', 0, '{orphan}', 'Amount', 28000, 28000 - $1, 'orphan', 'OnBehalf', '{}', NULL, false), (5, $1, 2, '620123', 0, '{x}', 'Amount', 28000, 18050, '某类"&', NULL, '{}', NULL, false),
                  (5, $1, 3, '620123', 0, '{y}', 'Unknown', NULL, NULL, NULL, NULL, '{}', '缺“标准”<&>', false)
                """,
                id);
            await superuser.ExecuteAsync(
                "INSERT INTO entitlement (tenant_id, run_id, person_id, region_code, choice_id, state, paid_fen, difference_fen) SELECT 5, $1, id, region_code, 1 + (id % 3)::int, (id % 6)::int, 0, 0 FROM person WHERE (id + $1) % 7 <> 0", id);
        }
    }

    private sealed record EntitlementCell(short State, string Winner, string Mode, int? AmountFen, string Problem);
}
