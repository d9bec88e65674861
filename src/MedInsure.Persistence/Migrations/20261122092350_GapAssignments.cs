using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class GapAssignments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "gap_assignment",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    issuer = table.Column<string>(type: "text", nullable: false),
                    gap_id = table.Column<string>(type: "text", nullable: false),
                    owner_id = table.Column<long>(type: "bigint", nullable: true),
                    owner_words = table.Column<string>(type: "text", nullable: true),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gap_assignment", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_gap_assignment_owner", "owner_words ~ '\\S' AND owner_id IS NULL OR owner_words IS NULL");
                    table.ForeignKey(
                        name: "fk_gap_assignment_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_gap_assignment_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_gap_assignment_by_user",
                table: "gap_assignment",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ix_gap_assignment_funding_year_issuer_gap_id",
                table: "gap_assignment",
                columns: new[] { "tenant_id", "funding_year", "issuer", "gap_id" });

            migrationBuilder.CreateIndex(
                name: "ix_gap_assignment_owner_id",
                table: "gap_assignment",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.Run("0009_gap_assignments.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
