using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MedInsure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PaymentBatchRun : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_payment_batch_run_id",
                table: "payment_batch",
                columns: new[] { "tenant_id", "run_id" });

            migrationBuilder.AddForeignKey(
                name: "fk_payment_batch_run_id",
                table: "payment_batch",
                columns: new[] { "tenant_id", "run_id" },
                principalTable: "entitlement_run",
                principalColumns: new[] { "tenant_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <summary>Going back is restoring a backup.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Restore a backup instead.");
    }
}
