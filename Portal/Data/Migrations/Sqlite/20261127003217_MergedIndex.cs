using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MergedIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LedgerPerson_MergedIntoId",
                table: "LedgerPerson");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_MergedIntoId",
                table: "LedgerPerson",
                column: "MergedIntoId",
                filter: "[MergedIntoId] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LedgerPerson_MergedIntoId",
                table: "LedgerPerson");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_MergedIntoId",
                table: "LedgerPerson",
                column: "MergedIntoId");
        }
    }
}
