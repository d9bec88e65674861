using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("0001_app_schema.sql");

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    user_id = table.Column<long>(type: "bigint", nullable: true, defaultValueSql: "app.uid()"),
                    act = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "jsonb", nullable: true),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => new { x.tenant_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "data_protection_key",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "headcount_change",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    enrolment_basis = table.Column<string>(type: "text", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    persons_before = table.Column<long>(type: "bigint", nullable: true),
                    persons_after = table.Column<long>(type: "bigint", nullable: true),
                    source = table.Column<string>(type: "text", nullable: true),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: true),
                    changed_by = table.Column<long>(type: "bigint", nullable: true, defaultValueSql: "app.uid()"),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_headcount_change", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_headcount_change_basis", "basis IN ('Estimated', 'Reported', 'Certified')");
                    table.CheckConstraint("ck_headcount_change_enrolment_basis", "enrolment_basis IN ('HouseholdRegister', 'ResidencePermit', 'SchoolRegister', 'HongKongMacaoTaiwan')");
                });

            migrationBuilder.CreateTable(
                name: "region",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    parent_code = table.Column<string>(type: "text", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    fiscal_status = table.Column<string>(type: "text", nullable: false),
                    is_funding_unit = table.Column<bool>(type: "boolean", nullable: false),
                    aliases = table.Column<string[]>(type: "text[]", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_region", x => x.code);
                    table.CheckConstraint("ck_region_code", "code ~ '^\\d{6}$|^\\d{4}L\\d$'");
                    table.CheckConstraint("ck_region_fiscal_status", "fiscal_status IN ('Ordinary', 'ProvinceManaged')");
                    table.CheckConstraint("ck_region_kind", "kind IN ('Country', 'Province', 'Prefecture', 'County', 'Zone', 'Container')");
                    table.CheckConstraint("ck_region_valid", "valid_to > valid_from");
                    table.ForeignKey(
                        name: "fk_region_parent_code",
                        column: x => x.parent_code,
                        principalTable: "region",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pooling_region",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    insurance = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    seat = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    source = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pooling_region", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_pooling_region_insurance", "insurance IN ('Basic', 'CriticalIllness', 'Assistance')");
                    table.CheckConstraint("ck_pooling_region_valid", "valid_to > valid_from");
                    table.ForeignKey(
                        name: "fk_pooling_region_seat",
                        column: x => x.seat,
                        principalTable: "region",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tenant",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    short_name = table.Column<string>(type: "text", nullable: false),
                    parent_id = table.Column<int>(type: "integer", nullable: true),
                    level = table.Column<string>(type: "text", nullable: false),
                    root_region = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenant", x => x.id);
                    table.CheckConstraint("ck_tenant_level", "level IN ('National', 'Province', 'City', 'County')");
                    table.ForeignKey(
                        name: "fk_tenant_parent_id",
                        column: x => x.parent_id,
                        principalTable: "tenant",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tenant_root_region",
                        column: x => x.root_region,
                        principalTable: "region",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pooling_member",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    pooling_region_id = table.Column<long>(type: "bigint", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    insurance = table.Column<string>(type: "text", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pooling_member", x => new { x.tenant_id, x.pooling_region_id, x.region_code, x.valid_from });
                    table.CheckConstraint("ck_pooling_member_insurance", "insurance IN ('Basic', 'CriticalIllness', 'Assistance')");
                    table.CheckConstraint("ck_pooling_member_valid", "valid_to > valid_from");
                    table.ForeignKey(
                        name: "fk_pooling_member_pooling_region_id",
                        columns: x => new { x.tenant_id, x.pooling_region_id },
                        principalTable: "pooling_region",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_pooling_member_region_code",
                        column: x => x.region_code,
                        principalTable: "region",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "app_user",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    normalized_user_name = table.Column<string>(type: "text", nullable: false),
                    display_name = table.Column<string>(type: "text", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    password_changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    security_stamp = table.Column<string>(type: "text", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    authenticator_key = table.Column<string>(type: "text", nullable: true),
                    is_demo = table.Column<bool>(type: "boolean", nullable: false),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_app_user", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_app_user_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenant",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "allocation_run",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    number = table.Column<int>(type: "integer", nullable: false),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    scheme = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    headcount_basis = table.Column<string>(type: "text", nullable: false),
                    snapshot = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    input_hash = table.Column<string>(type: "text", nullable: true),
                    output_hash = table.Column<string>(type: "text", nullable: true),
                    engine_version = table.Column<string>(type: "text", nullable: true),
                    assumption_count = table.Column<int>(type: "integer", nullable: false),
                    blocked_count = table.Column<int>(type: "integer", nullable: false),
                    created_by = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    computed_by = table.Column<long>(type: "bigint", nullable: true),
                    computed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    submitted_by = table.Column<long>(type: "bigint", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    approved_by = table.Column<long>(type: "bigint", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    released_by = table.Column<long>(type: "bigint", nullable: true),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    superseded_by_run_id = table.Column<long>(type: "bigint", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_run", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_allocation_run_assumptions", "assumption_count = 0 OR state IN ('Draft', 'Computed', 'InReview')");
                    table.CheckConstraint("ck_allocation_run_computed", "num_nonnulls(snapshot, outcome, input_hash, output_hash, engine_version, computed_by, computed_at) = CASE WHEN state = 'Draft' THEN 0 ELSE 7 END");
                    table.CheckConstraint("ck_allocation_run_counts", "assumption_count >= 0 AND blocked_count >= 0");
                    table.CheckConstraint("ck_allocation_run_headcount_basis", "headcount_basis IN ('Estimated', 'Reported', 'Certified')");
                    table.CheckConstraint("ck_allocation_run_kind", "kind IN ('Trial', 'PreAllocation', 'Settlement', 'Scenario')");
                    table.CheckConstraint("ck_allocation_run_scheme", "scheme IN ('FiscalSubsidy', 'CriticalIllness')");
                    table.CheckConstraint("ck_allocation_run_stamps", "num_nonnulls(submitted_by, submitted_at) = CASE WHEN state IN ('Draft', 'Computed') THEN 0 ELSE 2 END AND num_nonnulls(approved_by, approved_at) = CASE WHEN state IN ('Draft', 'Computed', 'InReview') THEN 0 ELSE 2 END AND num_nonnulls(released_by, released_at) = CASE WHEN state IN ('Released', 'Superseded') THEN 2 ELSE 0 END AND (superseded_by_run_id IS NOT NULL) = (state = 'Superseded')");
                    table.CheckConstraint("ck_allocation_run_state", "state IN ('Draft', 'Computed', 'InReview', 'Approved', 'Released', 'Superseded')");
                    table.CheckConstraint("ck_allocation_run_three_people", "created_by <> approved_by AND computed_by <> approved_by AND submitted_by <> approved_by AND created_by <> released_by AND computed_by <> released_by AND submitted_by <> released_by AND approved_by <> released_by");
                    table.ForeignKey(
                        name: "fk_allocation_run_approved_by",
                        columns: x => new { x.tenant_id, x.approved_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_allocation_run_computed_by",
                        columns: x => new { x.tenant_id, x.computed_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_allocation_run_created_by",
                        columns: x => new { x.tenant_id, x.created_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_allocation_run_released_by",
                        columns: x => new { x.tenant_id, x.released_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_allocation_run_submitted_by",
                        columns: x => new { x.tenant_id, x.submitted_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_allocation_run_superseded_by_run_id",
                        columns: x => new { x.tenant_id, x.superseded_by_run_id },
                        principalTable: "allocation_run",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_batch",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    template = table.Column<string>(type: "text", nullable: false),
                    file_sha256 = table.Column<string>(type: "text", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    file = table.Column<byte[]>(type: "bytea", nullable: true),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    row_count = table.Column<int>(type: "integer", nullable: false),
                    error_count = table.Column<int>(type: "integer", nullable: false),
                    created_by = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    committed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_batch", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_import_batch_size", "octet_length(file) <= 20971520");
                    table.CheckConstraint("ck_import_batch_state", "state IN ('Uploaded', 'HasErrors', 'Validated', 'Committed', 'Abandoned')");
                    table.ForeignKey(
                        name: "fk_import_batch_created_by",
                        columns: x => new { x.tenant_id, x.created_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "policy_version",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    version_number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    text_sha256 = table.Column<string>(type: "text", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false),
                    author_id = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reviewer_id = table.Column<long>(type: "bigint", nullable: true),
                    reviewed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    publisher_id = table.Column<long>(type: "bigint", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_version", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_policy_version_hash", "text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')");
                    table.CheckConstraint("ck_policy_version_stamps", "(state IN ('Draft', 'InReview') AND publisher_id IS NULL AND published_at IS NULL) OR (state IN ('Published', 'Superseded', 'Withdrawn') AND reviewer_id IS NOT NULL AND reviewed_at IS NOT NULL AND publisher_id IS NOT NULL AND published_at IS NOT NULL)");
                    table.CheckConstraint("ck_policy_version_state", "state IN ('Draft', 'InReview', 'Published', 'Superseded', 'Withdrawn')");
                    table.CheckConstraint("ck_policy_version_two_people", "author_id <> reviewer_id AND author_id <> publisher_id");
                    table.ForeignKey(
                        name: "fk_policy_version_author_id",
                        columns: x => new { x.tenant_id, x.author_id },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_policy_version_publisher_id",
                        columns: x => new { x.tenant_id, x.publisher_id },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_policy_version_reviewer_id",
                        columns: x => new { x.tenant_id, x.reviewer_id },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_preference",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_preference", x => new { x.tenant_id, x.user_id, x.key });
                    table.ForeignKey(
                        name: "fk_user_preference_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_region",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_region", x => new { x.tenant_id, x.user_id, x.region_code });
                    table.ForeignKey(
                        name: "fk_user_region_region_code",
                        column: x => x.region_code,
                        principalTable: "region",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_user_region_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_role",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_role", x => new { x.tenant_id, x.user_id, x.role });
                    table.CheckConstraint("ck_user_role_single", "role IN ('PolicyAdministrator', 'Reviewer', 'FinanceOfficer', 'Clerk', 'Auditor', 'SystemAdministrator')");
                    table.ForeignKey(
                        name: "fk_user_role_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_session",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    client = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_session", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_user_session_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "allocation_line",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    payers = table.Column<int>(type: "integer", nullable: false),
                    fen = table.Column<long>(type: "bigint", nullable: true),
                    headcount = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_line", x => new { x.tenant_id, x.run_id, x.ordinal });
                    table.CheckConstraint("ck_allocation_line_headcount", "headcount >= 0");
                    table.CheckConstraint("ck_allocation_line_payers", "payers BETWEEN 1 AND 31");
                    table.ForeignKey(
                        name: "fk_allocation_line_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalTable: "allocation_run",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "run_acknowledgement",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    acknowledged_by = table.Column<long>(type: "bigint", nullable: false),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_acknowledgement", x => new { x.tenant_id, x.run_id, x.region_code });
                    table.ForeignKey(
                        name: "fk_run_acknowledgement_acknowledged_by",
                        columns: x => new { x.tenant_id, x.acknowledged_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_acknowledgement_region_code",
                        column: x => x.region_code,
                        principalTable: "region",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_acknowledgement_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalTable: "allocation_run",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "run_opinion",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opinion = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_opinion", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_run_opinion_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_opinion_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalTable: "allocation_run",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "headcount",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    enrolment_basis = table.Column<string>(type: "text", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    persons = table.Column<long>(type: "bigint", nullable: false),
                    is_sample = table.Column<bool>(type: "boolean", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_headcount", x => new { x.tenant_id, x.funding_year, x.region_code, x.basis, x.enrolment_basis, x.as_of });
                    table.CheckConstraint("ck_headcount_basis", "basis IN ('Estimated', 'Reported', 'Certified')");
                    table.CheckConstraint("ck_headcount_enrolment_basis", "enrolment_basis IN ('HouseholdRegister', 'ResidencePermit', 'SchoolRegister', 'HongKongMacaoTaiwan')");
                    table.CheckConstraint("ck_headcount_persons", "persons >= 0");
                    table.ForeignKey(
                        name: "fk_headcount_import_batch_id",
                        columns: x => new { x.tenant_id, x.import_batch_id },
                        principalTable: "import_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_headcount_region_code",
                        column: x => x.region_code,
                        principalTable: "region",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "filing",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    recipient_tenant_id = table.Column<int>(type: "integer", nullable: false),
                    funding_year = table.Column<int>(type: "integer", nullable: false),
                    letter_number = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    text_sha256 = table.Column<string>(type: "text", nullable: false),
                    policy_version_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    filed_by = table.Column<long>(type: "bigint", nullable: true),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filing", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_filing_hash", "text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')");
                    table.CheckConstraint("ck_filing_stamps", "(state = 'Draft' AND filed_by IS NULL AND filed_at IS NULL) OR (state IN ('Filed', 'Withdrawn') AND filed_by IS NOT NULL AND filed_at IS NOT NULL)");
                    table.CheckConstraint("ck_filing_state", "state IN ('Draft', 'Filed', 'Withdrawn')");
                    table.ForeignKey(
                        name: "fk_filing_created_by",
                        columns: x => new { x.tenant_id, x.created_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_filing_filed_by",
                        columns: x => new { x.tenant_id, x.filed_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_filing_policy_version_id",
                        columns: x => new { x.tenant_id, x.policy_version_id },
                        principalTable: "policy_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_filing_recipient_tenant_id",
                        column: x => x.recipient_tenant_id,
                        principalTable: "tenant",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "policy_reliance",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    issuer_tenant_id = table.Column<int>(type: "integer", nullable: false),
                    policy_version_id = table.Column<long>(type: "bigint", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_reliance", x => new { x.tenant_id, x.run_id, x.issuer_tenant_id, x.policy_version_id });
                    table.ForeignKey(
                        name: "fk_policy_reliance_issuer_tenant_id_policy_version_id",
                        columns: x => new { x.issuer_tenant_id, x.policy_version_id },
                        principalTable: "policy_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_policy_reliance_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalTable: "allocation_run",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_policy",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    issuer_tenant_id = table.Column<int>(type: "integer", nullable: false),
                    policy_version_id = table.Column<long>(type: "bigint", nullable: false),
                    text_sha256 = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_policy", x => new { x.tenant_id, x.run_id, x.issuer_tenant_id, x.policy_version_id });
                    table.ForeignKey(
                        name: "fk_run_policy_issuer_tenant_id_policy_version_id",
                        columns: x => new { x.issuer_tenant_id, x.policy_version_id },
                        principalTable: "policy_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_policy_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalTable: "allocation_run",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_allocation_run_approved_by",
                table: "allocation_run",
                columns: new[] { "tenant_id", "approved_by" });

            migrationBuilder.CreateIndex(
                name: "ix_allocation_run_computed_by",
                table: "allocation_run",
                columns: new[] { "tenant_id", "computed_by" });

            migrationBuilder.CreateIndex(
                name: "ix_allocation_run_created_by",
                table: "allocation_run",
                columns: new[] { "tenant_id", "created_by" });

            migrationBuilder.CreateIndex(
                name: "ix_allocation_run_released_by",
                table: "allocation_run",
                columns: new[] { "tenant_id", "released_by" });

            migrationBuilder.CreateIndex(
                name: "ix_allocation_run_submitted_by",
                table: "allocation_run",
                columns: new[] { "tenant_id", "submitted_by" });

            migrationBuilder.CreateIndex(
                name: "ix_allocation_run_superseded_by_run_id",
                table: "allocation_run",
                columns: new[] { "tenant_id", "superseded_by_run_id" });

            migrationBuilder.CreateIndex(
                name: "ux_allocation_run_funding_year_number",
                table: "allocation_run",
                columns: new[] { "tenant_id", "funding_year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_app_user_normalized_user_name",
                table: "app_user",
                columns: new[] { "tenant_id", "normalized_user_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_filing_created_by",
                table: "filing",
                columns: new[] { "tenant_id", "created_by" });

            migrationBuilder.CreateIndex(
                name: "ix_filing_filed_by",
                table: "filing",
                columns: new[] { "tenant_id", "filed_by" });

            migrationBuilder.CreateIndex(
                name: "ix_filing_policy_version_id",
                table: "filing",
                columns: new[] { "tenant_id", "policy_version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_filing_recipient_tenant_id",
                table: "filing",
                column: "recipient_tenant_id");

            migrationBuilder.CreateIndex(
                name: "ux_filing_funding_year_letter_number",
                table: "filing",
                columns: new[] { "tenant_id", "funding_year", "letter_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_headcount_import_batch_id",
                table: "headcount",
                columns: new[] { "tenant_id", "import_batch_id" });

            migrationBuilder.CreateIndex(
                name: "ix_headcount_region_code",
                table: "headcount",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "ix_headcount_change_funding_year_region_code",
                table: "headcount_change",
                columns: new[] { "tenant_id", "funding_year", "region_code" });

            migrationBuilder.CreateIndex(
                name: "ix_import_batch_created_by",
                table: "import_batch",
                columns: new[] { "tenant_id", "created_by" });

            migrationBuilder.CreateIndex(
                name: "ux_import_batch_template_file_sha256",
                table: "import_batch",
                columns: new[] { "tenant_id", "template", "file_sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_policy_reliance_issuer_tenant_id_policy_version_id",
                table: "policy_reliance",
                columns: new[] { "issuer_tenant_id", "policy_version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_policy_version_author_id",
                table: "policy_version",
                columns: new[] { "tenant_id", "author_id" });

            migrationBuilder.CreateIndex(
                name: "ix_policy_version_publisher_id",
                table: "policy_version",
                columns: new[] { "tenant_id", "publisher_id" });

            migrationBuilder.CreateIndex(
                name: "ix_policy_version_reviewer_id",
                table: "policy_version",
                columns: new[] { "tenant_id", "reviewer_id" });

            migrationBuilder.CreateIndex(
                name: "ux_policy_version_funding_year_version_number",
                table: "policy_version",
                columns: new[] { "tenant_id", "funding_year", "version_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pooling_member_region_code",
                table: "pooling_member",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "ix_pooling_region_seat",
                table: "pooling_region",
                column: "seat");

            migrationBuilder.CreateIndex(
                name: "ux_pooling_region_insurance_seat_valid_from",
                table: "pooling_region",
                columns: new[] { "tenant_id", "insurance", "seat", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_region_parent_code",
                table: "region",
                column: "parent_code");

            migrationBuilder.CreateIndex(
                name: "ix_run_acknowledgement_acknowledged_by",
                table: "run_acknowledgement",
                columns: new[] { "tenant_id", "acknowledged_by" });

            migrationBuilder.CreateIndex(
                name: "ix_run_acknowledgement_region_code",
                table: "run_acknowledgement",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "ix_run_opinion_by_user",
                table: "run_opinion",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ix_run_opinion_run_id",
                table: "run_opinion",
                columns: new[] { "tenant_id", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_run_policy_issuer_tenant_id_policy_version_id",
                table: "run_policy",
                columns: new[] { "issuer_tenant_id", "policy_version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tenant_parent_id",
                table: "tenant",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_tenant_root_region",
                table: "tenant",
                column: "root_region");

            migrationBuilder.CreateIndex(
                name: "ux_tenant_code",
                table: "tenant",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_user_region_region_code",
                table: "user_region",
                column: "region_code");

            migrationBuilder.CreateIndex(
                name: "ix_user_session_user_id",
                table: "user_session",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.Run("0001_row_security.sql");
        }

        /// <summary>The first migration has no way back; going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new System.NotSupportedException("Restore a backup instead.");
    }
}
