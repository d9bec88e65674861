using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Payments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "contribution",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    id_number = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    coverage_year = table.Column<int>(type: "integer", nullable: false),
                    amount_fen = table.Column<int>(type: "integer", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: true),
                    cancelled_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contribution", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_contribution_amount", "amount_fen > 0");
                    table.CheckConstraint("ck_contribution_id_number", "length(id_number) = 16");
                });

            migrationBuilder.CreateTable(
                name: "contribution_batch",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    coverage_year = table.Column<int>(type: "integer", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    encoding = table.Column<string>(type: "text", nullable: true),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    ok = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    total_fen = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    made_by = table.Column<long>(type: "bigint", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    committed_by = table.Column<long>(type: "bigint", nullable: true),
                    committed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<long>(type: "bigint", nullable: true),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_by = table.Column<long>(type: "bigint", nullable: true),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contribution_batch", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_contribution_batch_counts", "length > 0 AND rows >= 0 AND ok >= 0 AND failed >= 0 AND total_fen >= 0 AND coverage_year BETWEEN 2000 AND 2100");
                    table.CheckConstraint("ck_contribution_batch_reason", "state NOT IN ('Refused', 'Failed') OR coalesce(reason, '') ~ '\\S'");
                    table.CheckConstraint("ck_contribution_batch_sha256", "sha256 ~ '^[0-9a-f]{64}$'");
                    table.CheckConstraint("ck_contribution_batch_signatures", "(committed_by IS NOT NULL) = (state IN ('Committed', 'Undone')) AND (undone_by IS NOT NULL) = (state = 'Undone') AND (cancelled_by IS NOT NULL) = (state = 'Cancelled')\nAND (committed_by IS NULL) = (committed_at IS NULL) AND (undone_by IS NULL) = (undone_at IS NULL) AND (cancelled_by IS NULL) = (cancelled_at IS NULL)");
                    table.CheckConstraint("ck_contribution_batch_state", "state IN ('Uploaded', 'Checking', 'Previewed', 'Refused', 'Failed', 'Committed', 'Undone', 'Cancelled')");
                    table.CheckConstraint("ck_contribution_batch_whole", "state NOT IN ('Previewed', 'Committed', 'Undone') OR failed = 0");
                    table.ForeignKey(
                        name: "fk_contribution_batch_cancelled_by",
                        columns: x => new { x.tenant_id, x.cancelled_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_contribution_batch_committed_by",
                        columns: x => new { x.tenant_id, x.committed_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_contribution_batch_made_by",
                        columns: x => new { x.tenant_id, x.made_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_contribution_batch_undone_by",
                        columns: x => new { x.tenant_id, x.undone_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contribution_row",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    row_number = table.Column<int>(type: "integer", nullable: false),
                    id_number = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    coverage_year = table.Column<int>(type: "integer", nullable: false),
                    amount_fen = table.Column<int>(type: "integer", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: true),
                    standing = table.Column<string>(type: "text", nullable: false),
                    before_fen = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contribution_row", x => new { x.tenant_id, x.batch_id, x.row_number });
                    table.CheckConstraint("ck_contribution_row_amount", "amount_fen > 0");
                    table.CheckConstraint("ck_contribution_row_id_number", "length(id_number) = 16");
                    table.CheckConstraint("ck_contribution_row_standing", "standing IN ('New', 'Same', 'Replaces')");
                });

            migrationBuilder.CreateTable(
                name: "death_mark",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id_number = table.Column<byte[]>(type: "bytea", nullable: false),
                    died_on = table.Column<DateOnly>(type: "date", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    noted_by = table.Column<long>(type: "bigint", nullable: false),
                    noted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_by = table.Column<long>(type: "bigint", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_death_mark", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_death_mark_id_number", "length(id_number) = 16");
                    table.CheckConstraint("ck_death_mark_text", "basis ~ '\\S' AND (revoked_by IS NULL OR coalesce(revoked_reason, '') ~ '\\S') AND (revoked_by IS NULL) = (revoked_at IS NULL)");
                    table.ForeignKey(
                        name: "fk_death_mark_noted_by",
                        columns: x => new { x.tenant_id, x.noted_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_death_mark_revoked_by",
                        columns: x => new { x.tenant_id, x.revoked_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "match_case",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    coverage_year = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: true),
                    id_number = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    subsidy_fen = table.Column<int>(type: "integer", nullable: true),
                    contribution_fen = table.Column<int>(type: "integer", nullable: true),
                    expected_fen = table.Column<int>(type: "integer", nullable: true),
                    since = table.Column<DateOnly>(type: "date", nullable: true),
                    first_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    resolution = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    resolved_by = table.Column<long>(type: "bigint", nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_match_case", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_match_case_id_number", "length(id_number) = 16");
                    table.CheckConstraint("ck_match_case_kind", "kind IN ('SubsidisedNotEnrolled', 'EnrolledNotSubsidised', 'PaidTwice', 'AmountDiffers', 'IdentityCancelled', 'Deceased')");
                    table.CheckConstraint("ck_match_case_reason", "reason ~ '\\S'");
                    table.CheckConstraint("ck_match_case_resolution", "resolution IN ('Mended', 'Recovered', 'Justified', 'HandedOn')");
                    table.CheckConstraint("ck_match_case_signature", "(state <> 'Resolved' OR resolution IS NOT NULL) AND (resolution IS NULL) = (resolved_by IS NULL) AND (resolution IS NULL) = (resolved_at IS NULL) AND (resolution IS NULL) = (reason IS NULL)\nAND (state <> 'Open' OR resolution IS NULL)");
                    table.CheckConstraint("ck_match_case_state", "state IN ('Open', 'Resolved', 'Gone')");
                    table.ForeignKey(
                        name: "fk_match_case_resolved_by",
                        columns: x => new { x.tenant_id, x.resolved_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_batch",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    coverage_year = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<string>(type: "text", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    items = table.Column<int>(type: "integer", nullable: false),
                    total_fen = table.Column<long>(type: "bigint", nullable: false),
                    file_sha256 = table.Column<string>(type: "text", nullable: true),
                    made_by = table.Column<long>(type: "bigint", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_by = table.Column<long>(type: "bigint", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<long>(type: "bigint", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_by = table.Column<long>(type: "bigint", nullable: true),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_batch", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_payment_batch_figures", "number > 0 AND items > 0 AND total_fen > 0");
                    table.CheckConstraint("ck_payment_batch_file", "(file_sha256 IS NOT NULL) = (state IN ('Sent', 'Closed')) AND file_sha256 ~ '^[0-9a-f]{64}$'");
                    table.CheckConstraint("ck_payment_batch_mode", "mode IN ('OnBehalf', 'Card')");
                    table.CheckConstraint("ck_payment_batch_signatures", "(sent_by IS NOT NULL) = (state IN ('Sent', 'Closed')) AND (closed_by IS NOT NULL) = (state = 'Closed') AND (cancelled_by IS NOT NULL) = (state = 'Cancelled')\nAND (sent_by IS NULL) = (sent_at IS NULL) AND (closed_by IS NULL) = (closed_at IS NULL) AND (cancelled_by IS NULL) = (cancelled_at IS NULL)");
                    table.CheckConstraint("ck_payment_batch_state", "state IN ('Planned', 'Sent', 'Closed', 'Cancelled')");
                    table.CheckConstraint("ck_payment_batch_two_people", "sent_by <> made_by AND (closed_by IS NULL OR closed_by <> made_by)");
                    table.ForeignKey(
                        name: "fk_payment_batch_cancelled_by",
                        columns: x => new { x.tenant_id, x.cancelled_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_batch_closed_by",
                        columns: x => new { x.tenant_id, x.closed_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_batch_made_by",
                        columns: x => new { x.tenant_id, x.made_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_batch_region_code",
                        column: x => x.region_code,
                        principalTable: "region",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_batch_sent_by",
                        columns: x => new { x.tenant_id, x.sent_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contribution_fault",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    row_number = table.Column<int>(type: "integer", nullable: false),
                    column_title = table.Column<string>(type: "text", nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contribution_fault", x => new { x.tenant_id, x.batch_id, x.row_number, x.column_title });
                    table.ForeignKey(
                        name: "fk_contribution_fault_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalTable: "contribution_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contribution_file",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    chunk = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contribution_file", x => new { x.tenant_id, x.batch_id, x.chunk });
                    table.CheckConstraint("ck_contribution_file_chunk", "chunk >= 0 AND length(bytes) BETWEEN 28 AND 1048604");
                    table.ForeignKey(
                        name: "fk_contribution_file_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalTable: "contribution_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_file",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    chunk = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_file", x => new { x.tenant_id, x.batch_id, x.chunk });
                    table.CheckConstraint("ck_payment_file_chunk", "chunk >= 0 AND length(bytes) BETWEEN 28 AND 1048604");
                    table.ForeignKey(
                        name: "fk_payment_file_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalTable: "payment_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_item",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    coverage_year = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<string>(type: "text", nullable: false),
                    amount_fen = table.Column<int>(type: "integer", nullable: false),
                    contribution_fen = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    decision_id = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    changed_by = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_item", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_payment_item_amount", "amount_fen > 0 AND amount_fen <= contribution_fen AND number > 0");
                    table.CheckConstraint("ck_payment_item_mode", "mode IN ('OnBehalf', 'Card')");
                    table.CheckConstraint("ck_payment_item_reason", "state NOT IN ('Bounced', 'Reversed') OR coalesce(reason, '') ~ '\\S'");
                    table.CheckConstraint("ck_payment_item_state", "state IN ('Planned', 'Sent', 'Paid', 'Bounced', 'Reversed', 'Withdrawn')");
                    table.ForeignKey(
                        name: "fk_payment_item_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalTable: "payment_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_item_person_id",
                        columns: x => new { x.tenant_id, x.person_id },
                        principalTable: "person",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_contribution_batch_id",
                table: "contribution",
                columns: new[] { "tenant_id", "batch_id" });

            migrationBuilder.CreateIndex(
                name: "ix_contribution_cancelled_by",
                table: "contribution",
                columns: new[] { "tenant_id", "cancelled_by" },
                filter: "cancelled_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_contribution_id_number_coverage_year",
                table: "contribution",
                columns: new[] { "tenant_id", "id_number", "coverage_year" },
                unique: true,
                filter: "cancelled_by IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_contribution_batch_cancelled_by",
                table: "contribution_batch",
                columns: new[] { "tenant_id", "cancelled_by" });

            migrationBuilder.CreateIndex(
                name: "ix_contribution_batch_committed_by",
                table: "contribution_batch",
                columns: new[] { "tenant_id", "committed_by" });

            migrationBuilder.CreateIndex(
                name: "ix_contribution_batch_made_by",
                table: "contribution_batch",
                columns: new[] { "tenant_id", "made_by" });

            migrationBuilder.CreateIndex(
                name: "ix_contribution_batch_undone_by",
                table: "contribution_batch",
                columns: new[] { "tenant_id", "undone_by" });

            migrationBuilder.CreateIndex(
                name: "ux_contribution_batch_coverage_year_sha256",
                table: "contribution_batch",
                columns: new[] { "tenant_id", "coverage_year", "sha256" },
                unique: true,
                filter: "state NOT IN ('Cancelled', 'Refused', 'Failed', 'Undone')");

            migrationBuilder.CreateIndex(
                name: "ix_death_mark_noted_by",
                table: "death_mark",
                columns: new[] { "tenant_id", "noted_by" });

            migrationBuilder.CreateIndex(
                name: "ix_death_mark_revoked_by",
                table: "death_mark",
                columns: new[] { "tenant_id", "revoked_by" });

            migrationBuilder.CreateIndex(
                name: "ux_death_mark_id_number",
                table: "death_mark",
                columns: new[] { "tenant_id", "id_number" },
                unique: true,
                filter: "revoked_by IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_match_case_coverage_year_state_kind_region_code",
                table: "match_case",
                columns: new[] { "tenant_id", "coverage_year", "state", "kind", "region_code" });

            migrationBuilder.CreateIndex(
                name: "ix_match_case_resolved_by",
                table: "match_case",
                columns: new[] { "tenant_id", "resolved_by" });

            migrationBuilder.CreateIndex(
                name: "ux_match_case_coverage_year_kind_id_number",
                table: "match_case",
                columns: new[] { "tenant_id", "coverage_year", "kind", "id_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payment_batch_cancelled_by",
                table: "payment_batch",
                columns: new[] { "tenant_id", "cancelled_by" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_batch_closed_by",
                table: "payment_batch",
                columns: new[] { "tenant_id", "closed_by" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_batch_made_by",
                table: "payment_batch",
                columns: new[] { "tenant_id", "made_by" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_batch_region_code",
                table: "payment_batch",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "ix_payment_batch_sent_by",
                table: "payment_batch",
                columns: new[] { "tenant_id", "sent_by" });

            migrationBuilder.CreateIndex(
                name: "ux_payment_batch_coverage_year_number",
                table: "payment_batch",
                columns: new[] { "tenant_id", "coverage_year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payment_item_person",
                table: "payment_item",
                columns: new[] { "tenant_id", "coverage_year", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ux_payment_item_batch_id_number",
                table: "payment_item",
                columns: new[] { "tenant_id", "batch_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_payment_item_decision",
                table: "payment_item",
                columns: new[] { "tenant_id", "decision_id" },
                unique: true,
                filter: "decision_id IS NOT NULL AND state IN ('Planned', 'Sent', 'Paid')");

            migrationBuilder.CreateIndex(
                name: "ux_payment_item_open",
                table: "payment_item",
                columns: new[] { "tenant_id", "person_id", "coverage_year" },
                unique: true,
                filter: "state IN ('Planned', 'Sent')");

            migrationBuilder.Run("0013_payments.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
