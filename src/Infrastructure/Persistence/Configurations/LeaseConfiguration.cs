using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class LeaseConfiguration : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> builder)
    {
        builder.Property(lease => lease.Id).HasMaxLength(64);

        // Nobody takes it: it is there to be held.
        builder.HasData(new Lease(AccountUpdates.SuperuserLock, DateTimeOffset.UnixEpoch));
    }
}
