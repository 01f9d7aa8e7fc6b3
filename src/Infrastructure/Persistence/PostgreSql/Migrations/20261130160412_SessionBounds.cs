using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CleanAuth.Infrastructure.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SessionBounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "SessionEndings",
                table: "Users",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "ExceptSessionId",
                table: "Revocations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RepeatedAt",
                table: "RefreshTokens",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_Live",
                table: "Sessions",
                columns: new[] { "UserId", "OpenedAt", "Id" },
                filter: "\"EndedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sessions_Live",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "SessionEndings",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "ExceptSessionId",
                table: "Revocations");

            migrationBuilder.DropColumn(
                name: "RepeatedAt",
                table: "RefreshTokens");
        }
    }
}
