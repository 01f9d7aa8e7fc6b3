using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Locks;

internal sealed class SuperuserLockConfiguration : IEntityTypeConfiguration<SuperuserLock>
{
    public void Configure(EntityTypeBuilder<SuperuserLock> builder)
    {
        builder.ToTable("SuperuserLocks");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(SuperuserLock.Create());
    }
}
