using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Deadlines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "deadline_done",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    deadline_key = table.Column<string>(type: "text", nullable: false),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deadline_done", x => new { x.tenant_id, x.funding_year, x.deadline_key });
                    table.ForeignKey(
                        name: "fk_deadline_done_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "office_deadline",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_office_deadline", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_office_deadline_kind", "kind IN ('Other', 'Filing')");
                    table.CheckConstraint("ck_office_deadline_text", "subject ~ '\\S' AND actor ~ '\\S' AND reason ~ '\\S'");
                    table.ForeignKey(
                        name: "fk_office_deadline_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_deadline_done_by_user",
                table: "deadline_done",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ix_office_deadline_by_user",
                table: "office_deadline",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ux_office_deadline_funding_year",
                table: "office_deadline",
                columns: new[] { "tenant_id", "funding_year" },
                unique: true,
                filter: "kind = 'Filing'");

            migrationBuilder.Run("0008_deadlines.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
