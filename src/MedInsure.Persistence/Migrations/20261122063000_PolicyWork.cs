using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PolicyWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_policy_version_stamps",
                table: "policy_version");

            migrationBuilder.DropCheckConstraint(
                name: "ck_policy_version_state",
                table: "policy_version");

            migrationBuilder.DropIndex(
                name: "ux_filing_funding_year_letter_number",
                table: "filing");

            migrationBuilder.DropCheckConstraint(
                name: "ck_filing_stamps",
                table: "filing");

            migrationBuilder.DropCheckConstraint(
                name: "ck_filing_state",
                table: "filing");

            migrationBuilder.AddColumn<long>(
                name: "based_on_id",
                table: "policy_version",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "compliance",
                table: "filing",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "recipients",
                table: "filing",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.CreateTable(
                name: "filing_decision",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    filer_tenant_id = table.Column<int>(type: "integer", nullable: false),
                    filing_id = table.Column<long>(type: "bigint", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    comment = table.Column<string>(type: "text", nullable: true),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filing_decision", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_filing_decision_act", "act IN ('Receive', 'Accept', 'Return')");
                    table.ForeignKey(
                        name: "fk_filing_decision_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_filing_decision_filer_tenant_id_filing_id",
                        columns: x => new { x.filer_tenant_id, x.filing_id },
                        principalTable: "filing",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "policy_basis",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    issuer_tenant_id = table.Column<int>(type: "integer", nullable: false),
                    issuer_version_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_basis", x => new { x.tenant_id, x.version_id, x.issuer_tenant_id });
                    table.ForeignKey(
                        name: "fk_policy_basis_issuer_tenant_id_issuer_version_id",
                        columns: x => new { x.issuer_tenant_id, x.issuer_version_id },
                        principalTable: "policy_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_policy_basis_version_id",
                        columns: x => new { x.tenant_id, x.version_id },
                        principalTable: "policy_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "policy_confirmation",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    way = table.Column<string>(type: "text", nullable: false),
                    raw = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_confirmation", x => new { x.tenant_id, x.version_id, x.path });
                    table.ForeignKey(
                        name: "fk_policy_confirmation_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_policy_confirmation_version_id",
                        columns: x => new { x.tenant_id, x.version_id },
                        principalTable: "policy_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "policy_maker",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_maker", x => new { x.tenant_id, x.version_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_policy_maker_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_policy_maker_version_id",
                        columns: x => new { x.tenant_id, x.version_id },
                        principalTable: "policy_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "policy_note",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    finding_key = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_note", x => new { x.tenant_id, x.version_id, x.finding_key });
                    table.CheckConstraint("ck_policy_note_text", "text ~ '\\S'");
                    table.ForeignKey(
                        name: "fk_policy_note_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_policy_note_version_id",
                        columns: x => new { x.tenant_id, x.version_id },
                        principalTable: "policy_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "policy_opinion",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opinion = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_opinion", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_policy_opinion_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_policy_opinion_version_id",
                        columns: x => new { x.tenant_id, x.version_id },
                        principalTable: "policy_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_policy_version_based_on_id",
                table: "policy_version",
                columns: new[] { "tenant_id", "based_on_id" });

            migrationBuilder.AddCheckConstraint(
                name: "ck_policy_version_stamps",
                table: "policy_version",
                sql: "(state = 'Draft' AND reviewer_id IS NULL AND reviewed_at IS NULL AND publisher_id IS NULL AND published_at IS NULL) OR (state IN ('InReview', 'Returned') AND publisher_id IS NULL AND published_at IS NULL) OR (state IN ('Published', 'Superseded', 'Withdrawn') AND reviewer_id IS NOT NULL AND reviewed_at IS NOT NULL AND publisher_id IS NOT NULL AND published_at IS NOT NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_policy_version_state",
                table: "policy_version",
                sql: "state IN ('Draft', 'InReview', 'Returned', 'Published', 'Superseded', 'Withdrawn')");

            migrationBuilder.CreateIndex(
                name: "ix_filing_funding_year",
                table: "filing",
                columns: new[] { "tenant_id", "funding_year" });

            migrationBuilder.AddCheckConstraint(
                name: "ck_filing_stamps",
                table: "filing",
                sql: "(state = 'Draft' AND filed_by IS NULL AND filed_at IS NULL) OR (state IN ('Filed', 'Withdrawn', 'Superseded') AND filed_by IS NOT NULL AND filed_at IS NOT NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_filing_state",
                table: "filing",
                sql: "state IN ('Draft', 'Filed', 'Withdrawn', 'Superseded')");

            migrationBuilder.CreateIndex(
                name: "ix_filing_decision_by_user",
                table: "filing_decision",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ix_filing_decision_filer_tenant_id_filing_id",
                table: "filing_decision",
                columns: new[] { "filer_tenant_id", "filing_id" });

            migrationBuilder.CreateIndex(
                name: "ix_policy_basis_issuer_tenant_id_issuer_version_id",
                table: "policy_basis",
                columns: new[] { "issuer_tenant_id", "issuer_version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_policy_confirmation_by_user",
                table: "policy_confirmation",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ix_policy_maker_user_id",
                table: "policy_maker",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_policy_note_by_user",
                table: "policy_note",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ix_policy_opinion_by_user",
                table: "policy_opinion",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ix_policy_opinion_version_id",
                table: "policy_opinion",
                columns: new[] { "tenant_id", "version_id" });

            migrationBuilder.AddForeignKey(
                name: "fk_policy_version_based_on_id",
                table: "policy_version",
                columns: new[] { "tenant_id", "based_on_id" },
                principalTable: "policy_version",
                principalColumns: new[] { "tenant_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Run("0007_policy_work.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
