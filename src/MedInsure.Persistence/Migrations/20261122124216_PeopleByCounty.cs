using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PeopleByCounty : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_person_region_code",
                table: "person");

            migrationBuilder.CreateIndex(
                name: "ix_person_region_code_name",
                table: "person",
                columns: new[] { "tenant_id", "region_code", "name" });
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
