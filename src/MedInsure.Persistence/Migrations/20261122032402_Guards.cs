using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Guards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("0002_guards.sql");
            migrationBuilder.Run("0002_guard_runs.sql");
            migrationBuilder.Run("0002_guard_policies.sql");
            migrationBuilder.Run("0002_guard_headcounts.sql");
        }

        /// <summary>Without the guards a released run could be changed: going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new System.NotSupportedException("Restore a backup instead.");
    }
}
