using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CleanAuth.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class AdminRest : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sessions_ExpiresAt",
                table: "Sessions");

            migrationBuilder.DropIndex(
                name: "IX_Sessions_UserId",
                table: "Sessions");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DoneAt",
                table: "Leases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.UpdateData(
                table: "Leases",
                keyColumn: "Id",
                keyValue: "superusers",
                column: "DoneAt",
                value: null);

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_ExpiresAt_EndedAt",
                table: "Sessions",
                columns: new[] { "ExpiresAt", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_OpenedAt",
                table: "Sessions",
                column: "OpenedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_UserId_OpenedAt_Id",
                table: "Sessions",
                columns: new[] { "UserId", "OpenedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_SecurityEvents_Kind_Id_At",
                table: "SecurityEvents",
                columns: new[] { "Kind", "Id", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_SecurityEvents_UserId_Kind_Id",
                table: "SecurityEvents",
                columns: new[] { "UserId", "Kind", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sessions_ExpiresAt_EndedAt",
                table: "Sessions");

            migrationBuilder.DropIndex(
                name: "IX_Sessions_OpenedAt",
                table: "Sessions");

            migrationBuilder.DropIndex(
                name: "IX_Sessions_UserId_OpenedAt_Id",
                table: "Sessions");

            migrationBuilder.DropIndex(
                name: "IX_SecurityEvents_Kind_Id_At",
                table: "SecurityEvents");

            migrationBuilder.DropIndex(
                name: "IX_SecurityEvents_UserId_Kind_Id",
                table: "SecurityEvents");

            migrationBuilder.DropColumn(
                name: "DoneAt",
                table: "Leases");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_ExpiresAt",
                table: "Sessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_UserId",
                table: "Sessions",
                column: "UserId");
        }
    }
}
