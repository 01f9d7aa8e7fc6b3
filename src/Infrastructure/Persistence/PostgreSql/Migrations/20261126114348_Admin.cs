using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CleanAuth.Infrastructure.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Admin : Migration
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

            migrationBuilder.AddColumn<string>(
                name: "Permissions",
                table: "Users",
                type: "character varying(512)",
                maxLength: 512,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsAdmin",
                table: "Sessions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "ActorId",
                table: "SecurityEvents",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DoneAt",
                table: "Leases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Groups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    NormalizedName = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    Permissions = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, defaultValue: ""),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Groups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "GroupMembers",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupMembers", x => new { x.UserId, x.GroupId });
                    table.ForeignKey(
                        name: "FK_GroupMembers_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_GroupMembers_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "Leases",
                columns: new[] { "Id", "DoneAt", "Until" },
                values: new object[] { "superusers", null, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)) });

            migrationBuilder.CreateIndex(
                name: "IX_Users_CreatedAt_Id",
                table: "Users",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Users_IsActive_CreatedAt_Id",
                table: "Users",
                columns: new[] { "IsActive", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Users_IsStaff_CreatedAt_Id",
                table: "Users",
                columns: new[] { "IsStaff", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Users_IsSuperuser_CreatedAt_Id",
                table: "Users",
                columns: new[] { "IsSuperuser", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Users_LastLoginAt_Id",
                table: "Users",
                columns: new[] { "LastLoginAt", "Id" });

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

            migrationBuilder.CreateIndex(
                name: "IX_GroupMembers_GroupId",
                table: "GroupMembers",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_Groups_NormalizedName",
                table: "Groups",
                column: "NormalizedName",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GroupMembers");

            migrationBuilder.DropTable(
                name: "Groups");

            migrationBuilder.DropIndex(
                name: "IX_Users_CreatedAt_Id",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_Users_IsActive_CreatedAt_Id",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_Users_IsStaff_CreatedAt_Id",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_Users_IsSuperuser_CreatedAt_Id",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_Users_LastLoginAt_Id",
                table: "Users");

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

            migrationBuilder.DeleteData(
                table: "Leases",
                keyColumn: "Id",
                keyValue: "superusers");

            migrationBuilder.DropColumn(
                name: "Permissions",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "IsAdmin",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "ActorId",
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
