using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql;

namespace MedInsure.Persistence.Migrations;

/// <summary>SQL that EF has no words for (roles, row-level security, triggers) stands in files, so that it reads as SQL.</summary>
internal static class SqlScript
{
    public static OperationBuilder<SqlOperation> Run(this MigrationBuilder migration, string file) => migration.Sql(Read(file));

    public static NpgsqlCommand Command(string file, NpgsqlConnection connection)
    {
#pragma warning disable CA2100 // The text is a file of this assembly.
        return new NpgsqlCommand(Read(file), connection);
#pragma warning restore CA2100
    }

    public static string Read(string file)
    {
        using var stream = typeof(SqlScript).Assembly.GetManifestResourceStream("sql/" + file)
            ?? throw new InvalidOperationException($"The script '{file}' is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
