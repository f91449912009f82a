using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ExchangeApprovalLapses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "WrittenAt",
                table: "ReplicaComparison",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "TargetCode",
                table: "Inquiry",
                type: "varchar(8)",
                unicode: false,
                maxLength: 8,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "varchar(6)",
                oldUnicode: false,
                oldMaxLength: 6);

            migrationBuilder.AddColumn<string>(
                name: "TargetKind",
                table: "Inquiry",
                type: "varchar(24)",
                unicode: false,
                maxLength: 24,
                nullable: false,
                defaultValue: "Municipality");

            migrationBuilder.AddColumn<DateTime>(
                name: "AskedAt",
                table: "ExchangeRun",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AskedByKey",
                table: "ExchangeRun",
                type: "varchar(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AskedByName",
                table: "ExchangeRun",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PlannedAt",
                table: "ExchangeRun",
                type: "datetime2",
                nullable: true);

            migrationBuilder.UpdateData(
                table: "InquiryPermit",
                keyColumn: "InquiryPermitId",
                keyValue: new Guid("0000001b-0001-0000-0000-000000000000"),
                columns: new[] { "Giver", "Information", "Office" },
                values: new object[] { "医療保険者その他の法令による医療に関する給付の支給を行うこととされている者", "医療保険各法その他の法令による医療に関する給付の支給に関する情報", "予防接種法による給付（同法第15条第1項の疾病に係るものに限る。）の支給に関する事務" });

            migrationBuilder.UpdateData(
                table: "InquiryPermit",
                keyColumn: "InquiryPermitId",
                keyValue: new Guid("0000001c-0001-0000-0000-000000000000"),
                columns: new[] { "Giver", "Information", "Office" },
                values: new object[] { "市町村長", "地方税関係情報又は住民票関係情報", "予防接種法による給付の支給又は実費の徴収に関する事務" });

            migrationBuilder.UpdateData(
                table: "InquiryPermit",
                keyColumn: "InquiryPermitId",
                keyValue: new Guid("0000001d-0001-0000-0000-000000000000"),
                columns: new[] { "Giver", "Information", "Office" },
                values: new object[] { "特別児童扶養手当等の支給に関する法律その他の法令による障害を有する者の手当を支給することとされている者", "特別児童扶養手当等の支給に関する法律その他の法令による障害を有する者に対する手当の支給に関する情報", "予防接種法による給付（同法第15条第1項の障害に係るものに限る。）の支給に関する事務" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "WrittenAt",
                table: "ReplicaComparison");

            migrationBuilder.DropColumn(
                name: "TargetKind",
                table: "Inquiry");

            migrationBuilder.DropColumn(
                name: "AskedAt",
                table: "ExchangeRun");

            migrationBuilder.DropColumn(
                name: "AskedByKey",
                table: "ExchangeRun");

            migrationBuilder.DropColumn(
                name: "AskedByName",
                table: "ExchangeRun");

            migrationBuilder.DropColumn(
                name: "PlannedAt",
                table: "ExchangeRun");

            migrationBuilder.AlterColumn<string>(
                name: "TargetCode",
                table: "Inquiry",
                type: "varchar(6)",
                unicode: false,
                maxLength: 6,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "varchar(8)",
                oldUnicode: false,
                oldMaxLength: 8);

            migrationBuilder.UpdateData(
                table: "InquiryPermit",
                keyColumn: "InquiryPermitId",
                keyValue: new Guid("0000001b-0001-0000-0000-000000000000"),
                columns: new[] { "Giver", "Information", "Office" },
                values: new object[] { "医療保険者又は後期高齢者医療広域連合", "医療保険給付関係情報", "予防接種法による給付の支給に関する事務" });

            migrationBuilder.UpdateData(
                table: "InquiryPermit",
                keyColumn: "InquiryPermitId",
                keyValue: new Guid("0000001c-0001-0000-0000-000000000000"),
                columns: new[] { "Giver", "Information", "Office" },
                values: new object[] { "都道府県知事等", "障害者関係情報", "予防接種法による給付の支給に関する事務" });

            migrationBuilder.UpdateData(
                table: "InquiryPermit",
                keyColumn: "InquiryPermitId",
                keyValue: new Guid("0000001d-0001-0000-0000-000000000000"),
                columns: new[] { "Giver", "Information", "Office" },
                values: new object[] { "市町村長", "地方税関係情報", "予防接種法による給付の支給又は実費の徴収の決定に関する事務" });
        }
    }
}
