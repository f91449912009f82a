using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ResidentIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AddresseeClient",
                columns: table => new
                {
                    AddresseeClientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ClientId = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    System = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Contact = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Scopes = table.Column<string>(type: "varchar(200)", unicode: false, maxLength: 200, nullable: false),
                    AddressRanges = table.Column<string>(type: "varchar(400)", unicode: false, maxLength: 400, nullable: false),
                    PerMinute = table.Column<int>(type: "int", nullable: false),
                    ValidUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    State = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    SecretHash = table.Column<string>(type: "varchar(200)", unicode: false, maxLength: 200, nullable: true),
                    SecretStamp = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SecretChangedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LastTokenAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EnteredAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EnteredByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    StopReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    StoppedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddresseeClient", x => x.AddresseeClientId);
                });

            migrationBuilder.CreateTable(
                name: "NumberCounter",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Next = table.Column<long>(type: "bigint", nullable: false),
                    Issued = table.Column<long>(type: "bigint", nullable: false),
                    PassedOver = table.Column<long>(type: "bigint", nullable: false),
                    LastIssuedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NumberCounter", x => x.Kind);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AddresseeClient_ClientId",
                table: "AddresseeClient",
                column: "ClientId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AddresseeClient_Name",
                table: "AddresseeClient",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddresseeClient");

            migrationBuilder.DropTable(
                name: "NumberCounter");
        }
    }
}
