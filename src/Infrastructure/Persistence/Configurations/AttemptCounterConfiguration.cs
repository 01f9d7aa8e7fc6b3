using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class AttemptCounterConfiguration : IEntityTypeConfiguration<AttemptCounter>
{
    public void Configure(EntityTypeBuilder<AttemptCounter> builder)
    {
        builder.Property(counter => counter.Id).HasMaxLength(64);
        builder.Property(counter => counter.Purpose).HasConversion<string>().HasMaxLength(32);
        builder.HasOne<User>().WithMany().HasForeignKey(counter => counter.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(counter => counter.ExpiresAt);
    }
}
