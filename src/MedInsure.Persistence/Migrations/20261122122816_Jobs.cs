using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Jobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "job",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    asked_by = table.Column<long>(type: "bigint", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    worker = table.Column<Guid>(type: "uuid", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stage = table.Column<string>(type: "text", nullable: true),
                    done_count = table.Column<long>(type: "bigint", nullable: false),
                    total_count = table.Column<long>(type: "bigint", nullable: false),
                    cancel_requested = table.Column<bool>(type: "boolean", nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_job_counts", "attempts >= 0 AND done_count >= 0 AND total_count >= 0");
                    table.CheckConstraint("ck_job_ended", "(state IN ('Done', 'Failed', 'Cancelled')) = (ended_at IS NOT NULL) AND (ended_at IS NULL OR coalesce(sentence, '') ~ '\\S')");
                    table.CheckConstraint("ck_job_lease", "(state = 'Running') = (worker IS NOT NULL) AND (worker IS NULL) = (lease_until IS NULL)");
                    table.CheckConstraint("ck_job_state", "state IN ('Queued', 'Running', 'Done', 'Failed', 'Cancelled')");
                    table.ForeignKey(
                        name: "fk_job_asked_by",
                        columns: x => new { x.tenant_id, x.asked_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_job_asked_by",
                table: "job",
                columns: new[] { "tenant_id", "asked_by" });

            migrationBuilder.CreateIndex(
                name: "ix_job_id",
                table: "job",
                columns: new[] { "tenant_id", "id" },
                filter: "state IN ('Queued', 'Running')");

            migrationBuilder.CreateIndex(
                name: "ix_job_kind_subject_id",
                table: "job",
                columns: new[] { "tenant_id", "kind", "subject_id" });

            migrationBuilder.Run("0012_jobs.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
