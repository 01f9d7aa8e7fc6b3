using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CleanAuth.Infrastructure.Persistence.PostgreSql.Migrations
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

            // An older instance that still runs must not store one again: this version could not read the account any more.
            migrationBuilder.Sql("ALTER TABLE \"Users\" ADD CONSTRAINT \"CK_Users_BirthDate_IsFinite\" CHECK (isfinite(\"BirthDate\"))");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Earlier versions read these dates too.
            migrationBuilder.Sql("ALTER TABLE \"Users\" DROP CONSTRAINT \"CK_Users_BirthDate_IsFinite\"");
        }
    }
}
