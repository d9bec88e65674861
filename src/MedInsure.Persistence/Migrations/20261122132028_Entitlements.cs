using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Entitlements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "entitlement",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    choice_id = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    paid_fen = table.Column<int>(type: "integer", nullable: false),
                    difference_fen = table.Column<int>(type: "integer", nullable: true),
                    identified_month = table.Column<int>(type: "integer", nullable: true),
                    enrol_month = table.Column<int>(type: "integer", nullable: true),
                    pay_month = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entitlement", x => new { x.tenant_id, x.run_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "entitlement_run",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    coverage_year = table.Column<int>(type: "integer", nullable: false),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    engine = table.Column<int>(type: "integer", nullable: false),
                    policies = table.Column<string>(type: "text", nullable: true),
                    rosters = table.Column<string>(type: "text", nullable: true),
                    input_hash = table.Column<string>(type: "text", nullable: true),
                    outcome_hash = table.Column<string>(type: "text", nullable: true),
                    persons = table.Column<int>(type: "integer", nullable: false),
                    due = table.Column<int>(type: "integer", nullable: false),
                    settled = table.Column<int>(type: "integer", nullable: false),
                    top_up = table.Column<int>(type: "integer", nullable: false),
                    confirm = table.Column<int>(type: "integer", nullable: false),
                    none = table.Column<int>(type: "integer", nullable: false),
                    unknown = table.Column<int>(type: "integer", nullable: false),
                    due_fen = table.Column<long>(type: "bigint", nullable: false),
                    top_up_fen = table.Column<long>(type: "bigint", nullable: false),
                    previous_id = table.Column<long>(type: "bigint", nullable: true),
                    made_by = table.Column<long>(type: "bigint", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    computed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entitlement_run", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_entitlement_run_counts", "persons >= 0 AND persons = due + settled + top_up + confirm + none + unknown");
                    table.CheckConstraint("ck_entitlement_run_hashes", "input_hash ~ '^[0-9a-f]{64}$' AND outcome_hash ~ '^[0-9a-f]{64}$'");
                    table.CheckConstraint("ck_entitlement_run_outcome", "(state = 'Computed') = (outcome_hash IS NOT NULL) AND (outcome_hash IS NULL) = (computed_at IS NULL) AND (outcome_hash IS NULL) = (input_hash IS NULL)\nAND (outcome_hash IS NULL) = (policies IS NULL) AND (outcome_hash IS NULL) = (rosters IS NULL) AND (outcome_hash IS NULL) = (engine = 0)");
                    table.CheckConstraint("ck_entitlement_run_reason", "state <> 'Failed' OR coalesce(reason, '') ~ '\\S'");
                    table.CheckConstraint("ck_entitlement_run_state", "state IN ('Queued', 'Computed', 'Failed', 'Cancelled')");
                    table.ForeignKey(
                        name: "fk_entitlement_run_made_by",
                        columns: x => new { x.tenant_id, x.made_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_entitlement_run_previous_id",
                        columns: x => new { x.tenant_id, x.previous_id },
                        principalTable: "entitlement_run",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entitlement_choice",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    age_class = table.Column<int>(type: "integer", nullable: false),
                    categories = table.Column<string[]>(type: "text[]", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    contribution_fen = table.Column<int>(type: "integer", nullable: true),
                    amount_fen = table.Column<int>(type: "integer", nullable: true),
                    winner = table.Column<string>(type: "text", nullable: true),
                    mode = table.Column<string>(type: "text", nullable: true),
                    enrol_offset = table.Column<int>(type: "integer", nullable: true),
                    pay_offset = table.Column<int>(type: "integer", nullable: true),
                    gaps = table.Column<string[]>(type: "text[]", nullable: false),
                    problem = table.Column<string>(type: "text", nullable: true),
                    has_bound = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entitlement_choice", x => new { x.tenant_id, x.run_id, x.id });
                    table.CheckConstraint("ck_entitlement_choice_amount", "(state = 'Amount') = (amount_fen IS NOT NULL) AND (amount_fen IS NULL) = (winner IS NULL) AND (amount_fen IS NULL OR amount_fen > 0)");
                    table.CheckConstraint("ck_entitlement_choice_mode", "mode IN ('OnBehalf', 'Card')");
                    table.CheckConstraint("ck_entitlement_choice_problem", "(state = 'Amount') = (problem IS NULL)");
                    table.CheckConstraint("ck_entitlement_choice_state", "state IN ('Amount', 'None', 'Unknown')");
                    table.ForeignKey(
                        name: "fk_entitlement_choice_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalTable: "entitlement_run",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entitlement_decision",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    coverage_year = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    amount_fen = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<long>(type: "bigint", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entitlement_decision", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_entitlement_decision_amount", "amount_fen > 0");
                    table.CheckConstraint("ck_entitlement_decision_kind", "kind IN ('Pay', 'Keep', 'Recover')");
                    table.CheckConstraint("ck_entitlement_decision_reason", "kind = 'Pay' OR coalesce(reason, '') ~ '\\S'");
                    table.ForeignKey(
                        name: "fk_entitlement_decision_decided_by",
                        columns: x => new { x.tenant_id, x.decided_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_entitlement_decision_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalTable: "entitlement_run",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entitlement_total",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    choice_id = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    persons = table.Column<int>(type: "integer", nullable: false),
                    paid_fen = table.Column<long>(type: "bigint", nullable: false),
                    difference_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entitlement_total", x => new { x.tenant_id, x.run_id, x.region_code, x.choice_id, x.state });
                    table.ForeignKey(
                        name: "fk_entitlement_total_run_id_choice_id",
                        columns: x => new { x.tenant_id, x.run_id, x.choice_id },
                        principalTable: "entitlement_choice",
                        principalColumns: new[] { "tenant_id", "run_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_entitlement_run_id_state_person_id",
                table: "entitlement",
                columns: new[] { "tenant_id", "run_id", "state", "person_id" },
                filter: "state IN (2, 3, 5)");

            migrationBuilder.CreateIndex(
                name: "ix_entitlement_decision_coverage_year_person_id",
                table: "entitlement_decision",
                columns: new[] { "tenant_id", "coverage_year", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_entitlement_decision_decided_by",
                table: "entitlement_decision",
                columns: new[] { "tenant_id", "decided_by" });

            migrationBuilder.CreateIndex(
                name: "ux_entitlement_decision_run_id_person_id",
                table: "entitlement_decision",
                columns: new[] { "tenant_id", "run_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_entitlement_run_made_by",
                table: "entitlement_run",
                columns: new[] { "tenant_id", "made_by" });

            migrationBuilder.CreateIndex(
                name: "ix_entitlement_run_previous_id",
                table: "entitlement_run",
                columns: new[] { "tenant_id", "previous_id" });

            migrationBuilder.CreateIndex(
                name: "ux_entitlement_run_coverage_year_number",
                table: "entitlement_run",
                columns: new[] { "tenant_id", "coverage_year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_entitlement_run_tenant_id",
                table: "entitlement_run",
                column: "tenant_id",
                unique: true,
                filter: "state = 'Queued'");

            migrationBuilder.CreateIndex(
                name: "ix_entitlement_total_run_id_choice_id",
                table: "entitlement_total",
                columns: new[] { "tenant_id", "run_id", "choice_id" });

            migrationBuilder.Run("0015_entitlements.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
