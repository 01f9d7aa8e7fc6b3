using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class RefreshTokenConfiguration : IEntityTypeConfiguration<RefreshToken>
{
    internal const string LiveIndex = "IX_RefreshTokens_Live";

    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.Property(token => token.Id).ValueGeneratedNever();

        // Tokens are deleted with their session, and sessions with their account. SQL Server refuses a second cascade from the account.
        builder.HasOne<Session>().WithMany().HasForeignKey(token => token.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(token => token.ExpiresAt);

        // Finds the live token of a session. The next index serves the cascade when a session is deleted.
        builder.HasIndex(token => token.SessionId, LiveIndex).HasFilter("\"ConsumedAt\" IS NULL");
        builder.HasIndex(token => token.SessionId);

        // Serves the paged list of the tokens of an account.
        builder.HasIndex(token => new { token.UserId, token.IssuedAt, token.Id });
    }
}
