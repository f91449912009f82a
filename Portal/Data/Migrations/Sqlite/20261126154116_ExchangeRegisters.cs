using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ExchangeRegisters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE ExchangeLine SET Partner = 'Replica' WHERE Partner = 'IntermediateServer'");

            migrationBuilder.RenameColumn(
                name: "Partner",
                table: "ExchangeLine",
                newName: "Register");

            migrationBuilder.RenameIndex(
                name: "IX_ExchangeLine_Partner_IsHeld_RecordId",
                table: "ExchangeLine",
                newName: "IX_ExchangeLine_Register_IsHeld_RecordId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE ExchangeLine SET Register = 'IntermediateServer' WHERE Register = 'Replica'");

            migrationBuilder.RenameColumn(
                name: "Register",
                table: "ExchangeLine",
                newName: "Partner");

            migrationBuilder.RenameIndex(
                name: "IX_ExchangeLine_Register_IsHeld_RecordId",
                table: "ExchangeLine",
                newName: "IX_ExchangeLine_Partner_IsHeld_RecordId");
        }
    }
}
