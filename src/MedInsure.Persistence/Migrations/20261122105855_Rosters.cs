using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Rosters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "data_key",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_key", x => x.tenant_id);
                    table.CheckConstraint("ck_data_key_fingerprint", "length(fingerprint) = 32");
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id_number = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: false),
                    village = table.Column<string>(type: "text", nullable: false),
                    born = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_person_id_number", "length(id_number) = 16");
                });

            migrationBuilder.CreateTable(
                name: "roster_batch",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    authority = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    regions = table.Column<string[]>(type: "text[]", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    encoding = table.Column<string>(type: "text", nullable: true),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    ok = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    based_on = table.Column<long>(type: "bigint", nullable: true),
                    made_by = table.Column<long>(type: "bigint", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_by = table.Column<long>(type: "bigint", nullable: true),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
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
                    table.PrimaryKey("pk_roster_batch", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_roster_batch_counts", "length > 0 AND rows >= 0 AND ok >= 0 AND failed >= 0");
                    table.CheckConstraint("ck_roster_batch_kind", "kind IN ('Full', 'Increment')");
                    table.CheckConstraint("ck_roster_batch_reason", "state NOT IN ('AwaitingSecond', 'Refused', 'Failed') OR coalesce(reason, '') ~ '\\S'");
                    table.CheckConstraint("ck_roster_batch_sha256", "sha256 ~ '^[0-9a-f]{64}$'");
                    table.CheckConstraint("ck_roster_batch_signatures", "(committed_by IS NOT NULL) = (state IN ('Committed', 'Undone')) AND (undone_by IS NOT NULL) = (state = 'Undone') AND (cancelled_by IS NOT NULL) = (state = 'Cancelled')\nAND (confirmed_by IS NULL OR confirmed_by = committed_by)\nAND (confirmed_by IS NULL) = (confirmed_at IS NULL) AND (committed_by IS NULL) = (committed_at IS NULL) AND (undone_by IS NULL) = (undone_at IS NULL) AND (cancelled_by IS NULL) = (cancelled_at IS NULL)");
                    table.CheckConstraint("ck_roster_batch_state", "state IN ('Uploaded', 'Checking', 'Previewed', 'AwaitingSecond', 'Refused', 'Failed', 'Committed', 'Undone', 'Cancelled')");
                    table.CheckConstraint("ck_roster_batch_two_people", "confirmed_by <> made_by");
                    table.ForeignKey(
                        name: "fk_roster_batch_based_on",
                        columns: x => new { x.tenant_id, x.based_on },
                        principalTable: "roster_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_roster_batch_cancelled_by",
                        columns: x => new { x.tenant_id, x.cancelled_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_roster_batch_committed_by",
                        columns: x => new { x.tenant_id, x.committed_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_roster_batch_confirmed_by",
                        columns: x => new { x.tenant_id, x.confirmed_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_roster_batch_made_by",
                        columns: x => new { x.tenant_id, x.made_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_roster_batch_undone_by",
                        columns: x => new { x.tenant_id, x.undone_by },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roster_change",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    id_number = table.Column<byte[]>(type: "bytea", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    row_number = table.Column<int>(type: "integer", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region_code = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: false),
                    village = table.Column<string>(type: "text", nullable: false),
                    born = table.Column<DateOnly>(type: "date", nullable: false),
                    identified = table.Column<DateOnly>(type: "date", nullable: false),
                    from_month = table.Column<int>(type: "integer", nullable: false),
                    until_month = table.Column<int>(type: "integer", nullable: true),
                    is_new = table.Column<bool>(type: "boolean", nullable: false),
                    name_before = table.Column<string>(type: "text", nullable: true),
                    region_before = table.Column<string>(type: "text", nullable: true),
                    town_before = table.Column<string>(type: "text", nullable: true),
                    village_before = table.Column<string>(type: "text", nullable: true),
                    identified_before = table.Column<DateOnly>(type: "date", nullable: true),
                    until_before = table.Column<int>(type: "integer", nullable: true),
                    cancelled_by_before = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roster_change", x => new { x.tenant_id, x.batch_id, x.id_number, x.category });
                    table.CheckConstraint("ck_roster_change_id_number", "length(id_number) = 16");
                    table.CheckConstraint("ck_roster_change_kind", "kind IN ('Added', 'Changed', 'Cancelled', 'Restored')");
                });

            migrationBuilder.CreateTable(
                name: "membership",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from_month = table.Column<int>(type: "integer", nullable: false),
                    until_month = table.Column<int>(type: "integer", nullable: true),
                    identified = table.Column<DateOnly>(type: "date", nullable: false),
                    is_new = table.Column<bool>(type: "boolean", nullable: false),
                    added_by = table.Column<long>(type: "bigint", nullable: false),
                    cancelled_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_membership", x => new { x.tenant_id, x.person_id, x.category, x.authority, x.from_month });
                    table.CheckConstraint("ck_membership_cancelled", "(until_month IS NULL) = (cancelled_by IS NULL)");
                    table.CheckConstraint("ck_membership_months", "until_month >= from_month");
                    table.ForeignKey(
                        name: "fk_membership_person_id",
                        columns: x => new { x.tenant_id, x.person_id },
                        principalTable: "person",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roster_fault",
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
                    table.PrimaryKey("pk_roster_fault", x => new { x.tenant_id, x.batch_id, x.row_number, x.column_title });
                    table.ForeignKey(
                        name: "fk_roster_fault_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalTable: "roster_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roster_file",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    chunk = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roster_file", x => new { x.tenant_id, x.batch_id, x.chunk });
                    table.CheckConstraint("ck_roster_file_chunk", "chunk >= 0 AND length(bytes) BETWEEN 28 AND 1048604");
                    table.ForeignKey(
                        name: "fk_roster_file_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalTable: "roster_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_person_name",
                table: "person",
                columns: new[] { "tenant_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_person_region_code",
                table: "person",
                columns: new[] { "tenant_id", "region_code" });

            migrationBuilder.CreateIndex(
                name: "ux_person_id_number",
                table: "person",
                columns: new[] { "tenant_id", "id_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_roster_batch_based_on",
                table: "roster_batch",
                columns: new[] { "tenant_id", "based_on" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_batch_cancelled_by",
                table: "roster_batch",
                columns: new[] { "tenant_id", "cancelled_by" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_batch_committed_by",
                table: "roster_batch",
                columns: new[] { "tenant_id", "committed_by" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_batch_confirmed_by",
                table: "roster_batch",
                columns: new[] { "tenant_id", "confirmed_by" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_batch_made_by",
                table: "roster_batch",
                columns: new[] { "tenant_id", "made_by" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_batch_undone_by",
                table: "roster_batch",
                columns: new[] { "tenant_id", "undone_by" });

            migrationBuilder.CreateIndex(
                name: "ux_roster_batch_authority_kind_month_sha256",
                table: "roster_batch",
                columns: new[] { "tenant_id", "authority", "kind", "month", "sha256" },
                unique: true,
                filter: "state NOT IN ('Cancelled', 'Refused', 'Failed', 'Undone')");

            migrationBuilder.Run("0011_rosters.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
