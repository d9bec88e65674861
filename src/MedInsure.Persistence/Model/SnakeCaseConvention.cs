using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace MedInsure.Persistence.Model;

/// <summary>
/// Everything is snake_case in the database: the names are then the same in psql, in raw SQL and in the model, without quotes.
/// A name that the configuration gives explicitly stays as it is. An enum is text with its members' names, and only those; one of millions of rows
/// may be a smallint with their numbers.
/// </summary>
internal sealed class SnakeCaseConvention : IModelFinalizingConvention
{
    private const string Suffix = "Entity";

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            var name = entity.ClrType.Name;
            entity.Builder.ToTable(Snake(name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name));
            foreach (var property in entity.GetDeclaredProperties())
            {
                property.Builder.HasColumnName(Snake(property.Name));
            }
        }

        // Keys and indexes are named after the table's final name, so they come second.
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            var table = entity.GetTableName();
            foreach (var property in entity.GetDeclaredProperties())
            {
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum && !type.IsDefined(typeof(FlagsAttribute), inherit: false) && property.GetProviderClrType() != typeof(short))
                {
                    var names = string.Join(", ", Enum.GetNames(type).Select(member => $"'{member}'"));
                    entity.Builder.HasCheckConstraint($"ck_{table}_{property.GetColumnName()}", $"{property.GetColumnName()} IN ({names})");
                }
            }

            foreach (var key in entity.GetDeclaredKeys())
            {
                key.Builder.HasName(key.IsPrimaryKey() ? $"pk_{table}" : $"ak_{table}_{Columns(key.Properties)}");
            }

            foreach (var foreignKey in entity.GetDeclaredForeignKeys())
            {
                foreignKey.Builder.HasConstraintName($"fk_{table}_{ColumnsAfterTenant(foreignKey.Properties)}");
            }

            foreach (var index in entity.GetDeclaredIndexes())
            {
                index.Builder.HasDatabaseName($"{(index.IsUnique ? "ux" : "ix")}_{table}_{ColumnsAfterTenant(index.Properties)}");
            }
        }
    }

    internal static string Snake(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            result.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }

    /// <summary>The tenant is in every key and would only make the names longer.</summary>
    private static string ColumnsAfterTenant(IReadOnlyList<IConventionProperty> properties) =>
        Columns(properties.Count == 1 ? properties : properties.Where(property => property.Name != nameof(TenantEntity.TenantId)));

    private static string Columns(IEnumerable<IConventionProperty> properties) =>
        string.Join('_', properties.Select(property => property.GetColumnName()));
}
