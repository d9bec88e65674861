using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RosterCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "notes",
                table: "roster_batch",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "roster_count",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false),
                    held_before = table.Column<long>(type: "bigint", nullable: false),
                    held_after = table.Column<long>(type: "bigint", nullable: false),
                    added = table.Column<long>(type: "bigint", nullable: false),
                    changed = table.Column<long>(type: "bigint", nullable: false),
                    cancelled = table.Column<long>(type: "bigint", nullable: false),
                    restored = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roster_count", x => new { x.tenant_id, x.batch_id, x.region_code, x.category });
                    table.ForeignKey(
                        name: "fk_roster_count_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalTable: "roster_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.Run("0014_roster_counts.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
