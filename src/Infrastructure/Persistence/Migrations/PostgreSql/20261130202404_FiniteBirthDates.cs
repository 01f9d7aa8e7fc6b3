using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CleanAuth.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class FiniteBirthDates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Npgsql stored the first and the last date so; no other column holds either of them.
            migrationBuilder.Sql("UPDATE \"Users\" SET \"BirthDate\" = DATE '0001-01-01' WHERE \"BirthDate\" = '-infinity'");
            migrationBuilder.Sql("UPDATE \"Users\" SET \"BirthDate\" = DATE '9999-12-31' WHERE \"BirthDate\" = 'infinity'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Earlier versions read these dates too.
        }
    }
}
