using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SecondLook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "second_look_rate_id",
                table: "roster_batch",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "second_look_rate",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    number = table.Column<int>(type: "integer", nullable: false),
                    per_mille = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    set_by = table.Column<long>(type: "bigint", nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_second_look_rate", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_second_look_rate_bounds", "per_mille BETWEEN 10 AND 500 AND number > 0");
                    table.CheckConstraint("ck_second_look_rate_reason", "reason ~ '\\S'");
                    table.ForeignKey(
                        name: "fk_second_look_rate_set_by",
                        columns: x => new { x.tenant_id, x.set_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_roster_batch_second_look_rate_id",
                table: "roster_batch",
                columns: new[] { "tenant_id", "second_look_rate_id" });

            migrationBuilder.CreateIndex(
                name: "ix_second_look_rate_set_by",
                table: "second_look_rate",
                columns: new[] { "tenant_id", "set_by" });

            migrationBuilder.CreateIndex(
                name: "ux_second_look_rate_number",
                table: "second_look_rate",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_roster_batch_second_look_rate_id",
                table: "roster_batch",
                columns: new[] { "tenant_id", "second_look_rate_id" },
                principalTable: "second_look_rate",
                principalColumns: new[] { "tenant_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Run("0019_second_look.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
