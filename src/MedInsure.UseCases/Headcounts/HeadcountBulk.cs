using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.UseCases.Headcounts;

/// <summary>One figure on its way into the table.</summary>
internal readonly record struct IncomingHeadcount(RegionCode Region, EnrolmentBasis Enrolment, DateOnly AsOf, long Persons, string Source, bool IsSample);

/// <summary>
/// Writes many figures at once: COPY into a temporary table (row-level security admits no COPY into the table itself), then one set-wise
/// statement. A figure that is there already with the same number keeps its source. Runs inside the session's save.
/// </summary>
internal sealed class HeadcountBulk(int year, HeadcountBasis basis, long? importBatchId, IReadOnlyCollection<IncomingHeadcount> rows)
{
    /// <summary>Figures inserted or changed; known after <see cref="WriteAsync"/>.</summary>
    public int Written { get; private set; }

    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using (var create = new NpgsqlCommand(
            """
            CREATE TEMP TABLE incoming_headcount (
              region_code text NOT NULL, enrolment_basis text NOT NULL, as_of date NOT NULL, persons bigint NOT NULL, source text NOT NULL, is_sample boolean NOT NULL)
            ON COMMIT DROP
            """,
            connection))
        {
            await create.ExecuteNonQueryAsync(ct);
        }

        await using (var copy = await connection.BeginBinaryImportAsync("COPY incoming_headcount FROM STDIN (FORMAT binary)", ct))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(row.Region.Value, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.Enrolment.ToString(), NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.AsOf, NpgsqlDbType.Date, ct);
                await copy.WriteAsync(row.Persons, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(row.Source, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.IsSample, NpgsqlDbType.Boolean, ct);
            }

            await copy.CompleteAsync(ct);
        }

        await using var merge = new NpgsqlCommand(
            """
            INSERT INTO headcount AS h (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, is_sample, source, import_batch_id)
            SELECT app.tid(), $1, i.region_code, $2, i.enrolment_basis, i.as_of, i.persons, i.is_sample, i.source, $3 FROM incoming_headcount i
            ON CONFLICT (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of)
            DO UPDATE SET persons = excluded.persons, is_sample = excluded.is_sample, source = excluded.source, import_batch_id = excluded.import_batch_id
            WHERE (h.persons, h.is_sample) IS DISTINCT FROM (excluded.persons, excluded.is_sample)
            """,
            connection);
        merge.Parameters.AddWithValue(year);
        merge.Parameters.AddWithValue(basis.ToString());
        merge.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)importBatchId ?? DBNull.Value });
        Written = await merge.ExecuteNonQueryAsync(ct);
    }
}
