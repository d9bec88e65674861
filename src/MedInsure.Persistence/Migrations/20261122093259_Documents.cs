using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Documents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "document",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    number = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: true),
                    issuers = table.Column<List<string>>(type: "text[]", nullable: false),
                    dated = table.Column<DateOnly>(type: "date", nullable: true),
                    printed = table.Column<DateOnly>(type: "date", nullable: true),
                    openness = table.Column<string>(type: "text", nullable: false),
                    held = table.Column<bool>(type: "boolean", nullable: false),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_document_number", "number ~ '^\\S+号$'");
                    table.CheckConstraint("ck_document_openness", "openness IN ('NotStated', 'Open', 'OnRequest', 'Closed')");
                    table.ForeignKey(
                        name: "fk_document_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "document_attachment",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    document_id = table.Column<long>(type: "bigint", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_attachment", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_document_attachment_length", "length BETWEEN 1 AND 20971520");
                    table.ForeignKey(
                        name: "fk_document_attachment_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_document_attachment_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "document",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "document_clause",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    document_id = table.Column<long>(type: "bigint", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    form = table.Column<string>(type: "text", nullable: false),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_clause", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_document_clause_form", "form IN ('Original', 'Summary')");
                    table.CheckConstraint("ck_document_clause_text", "path ~ '\\S' AND text ~ '\\S'");
                    table.ForeignKey(
                        name: "fk_document_clause_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_document_clause_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "document",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "document_clause_past",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    document_id = table.Column<long>(type: "bigint", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    form = table.Column<string>(type: "text", nullable: false),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    replaced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_clause_past", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_document_clause_past_form", "form IN ('Original', 'Summary')");
                    table.ForeignKey(
                        name: "fk_document_clause_past_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_document_clause_past_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "document",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "document_mark",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    document_id = table.Column<long>(type: "bigint", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    transcription = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    by_user = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_mark", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_document_mark_note", "transcription <> 'Doubtful' OR coalesce(note, '') ~ '\\S'");
                    table.CheckConstraint("ck_document_mark_transcription", "transcription IN ('Unchecked', 'Checked', 'Doubtful')");
                    table.ForeignKey(
                        name: "fk_document_mark_by_user",
                        columns: x => new { x.tenant_id, x.by_user },
                        principalTable: "app_user",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_document_mark_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "document",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "document_relation",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    document_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_relation", x => new { x.tenant_id, x.document_id, x.kind, x.number });
                    table.CheckConstraint("ck_document_relation_kind", "kind IN ('Forwards', 'Implements', 'Replaces', 'Repeals', 'Refers')");
                    table.ForeignKey(
                        name: "fk_document_relation_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "document",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "document_attachment_content",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "integer", nullable: false),
                    attachment_id = table.Column<long>(type: "bigint", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_attachment_content", x => new { x.tenant_id, x.attachment_id });
                    table.ForeignKey(
                        name: "fk_document_attachment_content_attachment_id",
                        columns: x => new { x.tenant_id, x.attachment_id },
                        principalTable: "document_attachment",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_document_by_user",
                table: "document",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ux_document_number",
                table: "document",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_document_attachment_by_user",
                table: "document_attachment",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ux_document_attachment_document_id_sha256",
                table: "document_attachment",
                columns: new[] { "tenant_id", "document_id", "sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_document_clause_by_user",
                table: "document_clause",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ux_document_clause_document_id_path",
                table: "document_clause",
                columns: new[] { "tenant_id", "document_id", "path" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_document_clause_past_by_user",
                table: "document_clause_past",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ix_document_clause_past_document_id",
                table: "document_clause_past",
                columns: new[] { "tenant_id", "document_id" });

            migrationBuilder.CreateIndex(
                name: "ix_document_mark_by_user",
                table: "document_mark",
                columns: new[] { "tenant_id", "by_user" });

            migrationBuilder.CreateIndex(
                name: "ix_document_mark_document_id_path",
                table: "document_mark",
                columns: new[] { "tenant_id", "document_id", "path" });

            migrationBuilder.CreateIndex(
                name: "ix_document_relation_number",
                table: "document_relation",
                columns: new[] { "tenant_id", "number" });

            migrationBuilder.Run("0010_documents.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
