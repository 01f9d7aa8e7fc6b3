using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    private const string LiveIndex = "IX_Sessions_Live";

    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Network).HasMaxLength(64);
        builder.Property(session => session.UserAgent).HasMaxLength(256);
        builder.Property(session => session.EndReason).HasConversion<string>().HasMaxLength(32);
        builder.HasOne<User>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(session => session.EndedAt);

        // Lets the overview count expired sessions that had not ended, from the index only.
        builder.HasIndex(session => new { session.ExpiresAt, session.EndedAt });

        // Serves the live sessions of an account, newest first, without reading ended ones.
        builder.HasIndex(session => new { session.UserId, session.OpenedAt, session.Id }, LiveIndex).HasFilter("\"EndedAt\" IS NULL");

        // Serve all sessions of an account, newest first, and the count of sessions opened per day.
        builder.HasIndex(session => new { session.UserId, session.OpenedAt, session.Id });
        builder.HasIndex(session => session.OpenedAt);
    }
}
