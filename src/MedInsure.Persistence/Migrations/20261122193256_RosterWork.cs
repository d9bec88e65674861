using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RosterWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "job",
                type: "text",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_job_reason",
                table: "job",
                sql: "reason ~ '\\S'");

            migrationBuilder.Run("0021_roster_work.sql");
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
