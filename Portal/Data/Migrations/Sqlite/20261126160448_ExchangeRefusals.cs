using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ExchangeRefusals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsRefused",
                table: "ExchangeLine",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeLine_IsRefused_RecordId",
                table: "ExchangeLine",
                columns: new[] { "IsRefused", "RecordId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ExchangeLine_IsRefused_RecordId",
                table: "ExchangeLine");

            migrationBuilder.DropColumn(
                name: "IsRefused",
                table: "ExchangeLine");
        }
    }
}
