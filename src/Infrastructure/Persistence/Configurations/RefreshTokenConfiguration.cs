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

        // It goes with its session, and that with its account; a second cascade from the account SQL Server refuses.
        builder.HasOne<Session>().WithMany().HasForeignKey(token => token.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(token => token.ExpiresAt);

        // The live token of a session, among any number of used ones. The other index serves the deletion of a session.
        builder.HasIndex(token => token.SessionId, LiveIndex).HasFilter("\"ConsumedAt\" IS NULL");
        builder.HasIndex(token => token.SessionId);

        // The list of an account's tokens, a page at a time.
        builder.HasIndex(token => new { token.UserId, token.IssuedAt, token.Id });
    }
}
