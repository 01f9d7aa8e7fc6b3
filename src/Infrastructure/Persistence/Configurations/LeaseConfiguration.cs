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

        // No instance takes this lease as a lease: its row serves as a lock.
        builder.HasData(new Lease(AccountUpdates.SuperuserLock, DateTimeOffset.UnixEpoch));
    }
}
