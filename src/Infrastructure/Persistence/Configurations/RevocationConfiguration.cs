using CleanAuth.Infrastructure.Revocations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class RevocationConfiguration : IEntityTypeConfiguration<Revocation>
{
    public void Configure(EntityTypeBuilder<Revocation> builder)
    {
        builder.Property(revocation => revocation.Reason).HasConversion<string>().HasMaxLength(32);
        builder.HasIndex(revocation => revocation.ExpiresAt);
    }
}
