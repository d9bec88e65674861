using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Ledgers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ledger_export",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    month = table.Column<int>(type: "integer", nullable: false),
                    coverage_year = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: true),
                    category = table.Column<string>(type: "text", nullable: true),
                    has_full_numbers = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: true),
                    made_by = table.Column<long>(type: "bigint", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ready_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_export", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_ledger_export_counts", "rows >= 0 AND length >= 0");
                    table.CheckConstraint("ck_ledger_export_ready", "(state = 'Ready') = (ready_at IS NOT NULL) AND (ready_at IS NULL) = (expires_at IS NULL)");
                    table.CheckConstraint("ck_ledger_export_reason", "NOT has_full_numbers OR coalesce(reason, '') ~ '\\S'");
                    table.CheckConstraint("ck_ledger_export_state", "state IN ('Asked', 'Ready', 'Failed', 'Cancelled')");
                    table.ForeignKey(
                        name: "fk_ledger_export_made_by",
                        columns: x => new { x.tenant_id, x.made_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_file",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    export_id = table.Column<long>(type: "bigint", nullable: false),
                    chunk = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_file", x => new { x.tenant_id, x.export_id, x.chunk });
                    table.CheckConstraint("ck_ledger_file_chunk", "chunk >= 0 AND length(bytes) BETWEEN 28 AND 1048604");
                    table.ForeignKey(
                        name: "fk_ledger_file_export_id",
                        columns: x => new { x.tenant_id, x.export_id },
                        principalTable: "ledger_export",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_export_made_by",
                table: "ledger_export",
                columns: new[] { "tenant_id", "made_by" });

            migrationBuilder.Run("0016_ledgers.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
