using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class GroupConfiguration : IEntityTypeConfiguration<Group>
{
    // In UTF-16 units: twice the code points that the validators allow.
    private const int NameLength = 2 * 150;

    public void Configure(EntityTypeBuilder<Group> builder)
    {
        builder.Property(group => group.Id).ValueGeneratedNever();
        builder.Property(group => group.Name).HasMaxLength(NameLength);
        builder.Property(group => group.NormalizedName).HasMaxLength(NameLength);
        builder.Property(group => group.Permissions).IsPermissionSet();
        builder.Property(group => group.UpdatedAt).IsConcurrencyToken();
        builder.HasIndex(group => group.NormalizedName).IsUnique();
    }
}
