using System.Text;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.People;

/// <summary>
/// Persons in the order of their names, page by page behind the last one that was shown: of ten million rows a page reads some fifty. A prefix of a name is a range on a "C" index, since LIKE cannot use
/// one under row-level security; counties are looked up one by one, so that each gives its first rows and nothing is sorted.
/// </summary>
/// <param name="NamePrefix">Empty for every name.</param>
/// <param name="Regions">Counties; null for the whole bureau.</param>
/// <param name="Month">In which the identity holds; null for now.</param>
/// <param name="Held">True: somebody who holds an identity (of the category, in the month); false: who held one and does not any more; null: either.</param>
public sealed record PersonSearch(string NamePrefix, IReadOnlyList<RegionCode>? Regions, string? Category, Month? Month, bool? Held)
{
    /// <summary>Greater than every character that a name can go on with.</summary>
    private const string Last = "\U0010FFFF";

    private const string HeldInMonth = "m.from_month <= @month AND (m.until_month IS NULL OR m.until_month >= @month)";

    /// <exception cref="NpgsqlException">The database needed longer than the timeout: too few of very many persons fit.</exception>
    public async Task<IReadOnlyList<FoundPerson>> ReadAsync(NpgsqlConnection connection, PersonMark? after, int take, TimeSpan timeout, CancellationToken ct)
    {
        var more = after is null ? "" : " AND (p.name, p.id) > (@name, @id)";
        await using var command = Command(connection, timeout, from => $"SELECT p.id, p.id_number, p.name, p.region_code, p.town, p.village FROM {from($"{more} ORDER BY p.name, p.id LIMIT @take")} ORDER BY p.name, p.id LIMIT @take");
        command.Parameters.AddWithValue("take", take);
        if (after is not null)
        {
            command.Parameters.AddWithValue("name", after.Name);
            command.Parameters.AddWithValue("id", after.Id);
        }

        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<FoundPerson>();
        while (await rows.ReadAsync(ct))
        {
            found.Add(new FoundPerson(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), rows.GetString(2), new RegionCode(rows.GetString(3)), rows.GetString(4), rows.GetString(5)));
        }

        return found;
    }

    /// <summary>How many there are, counted no further than <paramref name="most"/>.</summary>
    /// <exception cref="NpgsqlException">As above.</exception>
    public async Task<int> CountAsync(NpgsqlConnection connection, int most, TimeSpan timeout, CancellationToken ct)
    {
        await using var command = Command(connection, timeout, from => $"SELECT count(*)::int FROM (SELECT FROM {from(" LIMIT @take")} LIMIT @take) AS counted");
        command.Parameters.AddWithValue("take", most);
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <param name="statement">Around what is read from, which takes the end of its own query.</param>
    private NpgsqlCommand Command(NpgsqlConnection connection, TimeSpan timeout, Func<Func<string, string>, string> statement)
    {
        var where = new StringBuilder("p.tenant_id = app.tid()");
        where.Append(Regions is null ? "" : " AND p.region_code = r.code").Append(NamePrefix.Length == 0 ? "" : " AND p.name >= @from AND p.name < @until");
        var category = Category is null ? "" : " AND m.category = @category";
        var holds = $"EXISTS (SELECT FROM membership m WHERE m.tenant_id = p.tenant_id AND m.person_id = p.id{category} AND {(Month is null ? "m.until_month IS NULL" : HeldInMonth)})";
        var had = $"EXISTS (SELECT FROM membership m WHERE m.tenant_id = p.tenant_id AND m.person_id = p.id{category})";
        where.Append(Held switch
        {
            true => $" AND {holds}",
            false => $" AND {had} AND NOT {holds}",
            null when Month is not null => $" AND {holds}",
            null when Category is not null => $" AND {had}",
            _ => "",
        });
        string From(string end) => Regions is null ? $"(SELECT p.* FROM person p WHERE {where}{end}) AS p" : $"unnest(@regions) AS r (code) CROSS JOIN LATERAL (SELECT p.* FROM person p WHERE {where}{end}) AS p";
#pragma warning disable CA2100 // Put together from the texts above; what somebody typed goes as parameters.
        var command = new NpgsqlCommand(statement(From), connection) { CommandTimeout = (int)timeout.TotalSeconds };
#pragma warning restore CA2100
        Add("regions", NpgsqlDbType.Array | NpgsqlDbType.Text, Regions?.Select(region => region.Value).ToArray());
        Add("from", NpgsqlDbType.Text, NamePrefix.Length == 0 ? null : NamePrefix);
        Add("until", NpgsqlDbType.Text, NamePrefix.Length == 0 ? null : NamePrefix + Last);
        Add("category", NpgsqlDbType.Text, Category);
        Add("month", NpgsqlDbType.Integer, Month?.Index);
        return command;

        void Add(string name, NpgsqlDbType type, object? value)
        {
            if (value is not null && command.CommandText.Contains('@' + name, StringComparison.Ordinal))
            {
                command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value });
            }
        }
    }
}

/// <summary>The last person of a page: the next page begins behind.</summary>
public sealed record PersonMark(string Name, long Id);

/// <param name="IdNumber">Sealed.</param>
public sealed record FoundPerson(long Id, byte[] IdNumber, string Name, RegionCode Region, string Town, string Village);
