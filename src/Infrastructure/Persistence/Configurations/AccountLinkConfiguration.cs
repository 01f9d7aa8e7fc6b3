using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class AccountLinkConfiguration : IEntityTypeConfiguration<AccountLink>
{
    public void Configure(EntityTypeBuilder<AccountLink> builder)
    {
        builder.Property(link => link.Id).HasMaxLength(64);
        builder.Property(link => link.Purpose).HasConversion<string>().HasMaxLength(32);
        builder.Property(link => link.Email).HasMaxLength(UserConfiguration.EmailLength);
        builder.Property(link => link.Subject).HasMaxLength(64);
        builder.HasOne<User>().WithMany().HasForeignKey(link => link.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(link => new { link.UserId, link.Purpose, link.CreatedAt });
        builder.HasIndex(link => link.ExpiresAt);
    }
}
