using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CleanAuth.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class UndoOfUnverifiedAddress : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsOfUnverifiedAddress",
                table: "OutgoingMails",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsOfUnverifiedAddress",
                table: "AccountLinks",
                type: "bit",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsOfUnverifiedAddress",
                table: "OutgoingMails");

            migrationBuilder.DropColumn(
                name: "IsOfUnverifiedAddress",
                table: "AccountLinks");
        }
    }
}
