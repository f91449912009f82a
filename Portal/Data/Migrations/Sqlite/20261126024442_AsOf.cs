using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AsOf : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ClosedBeforeAt",
                table: "FindingRecord",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "OpenedAgainAt",
                table: "FindingRecord",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OldGivenKey",
                table: "FieldChange",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OldKey",
                table: "FieldChange",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_FieldChange_Field_OldGivenKey",
                table: "FieldChange",
                columns: new[] { "Field", "OldGivenKey" });

            migrationBuilder.CreateIndex(
                name: "IX_FieldChange_Field_OldKey",
                table: "FieldChange",
                columns: new[] { "Field", "OldKey" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FieldChange_Field_OldGivenKey",
                table: "FieldChange");

            migrationBuilder.DropIndex(
                name: "IX_FieldChange_Field_OldKey",
                table: "FieldChange");

            migrationBuilder.DropColumn(
                name: "ClosedBeforeAt",
                table: "FindingRecord");

            migrationBuilder.DropColumn(
                name: "OpenedAgainAt",
                table: "FindingRecord");

            migrationBuilder.DropColumn(
                name: "OldGivenKey",
                table: "FieldChange");

            migrationBuilder.DropColumn(
                name: "OldKey",
                table: "FieldChange");
        }
    }
}
