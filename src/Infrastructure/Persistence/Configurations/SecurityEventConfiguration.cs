using CleanAuth.Domain.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class SecurityEventConfiguration : IEntityTypeConfiguration<SecurityEvent>
{
    public void Configure(EntityTypeBuilder<SecurityEvent> builder)
    {
        builder.Property(item => item.Kind).HasConversion<string>().HasMaxLength(32);
        builder.Property(item => item.Network).HasMaxLength(64);
        builder.HasIndex(item => new { item.UserId, item.Id });
        builder.HasIndex(item => item.At);

        // Serve searches by staff, ordered by id, and the daily counts, which read the index only.
        builder.HasIndex(item => new { item.UserId, item.Kind, item.Id });
        builder.HasIndex(item => new { item.Kind, item.Id, item.At });
    }
}
