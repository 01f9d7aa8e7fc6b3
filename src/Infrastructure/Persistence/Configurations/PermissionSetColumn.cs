using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal static class PermissionSetColumn
{
    private const int Length = 512;

    /// <summary>Stores the permissions as text.</summary>
    public static PropertyBuilder<PermissionSet> IsPermissionSet(this PropertyBuilder<PermissionSet> property) => property
        .HasConversion(permissions => permissions.Text, text => PermissionSet.Parse(text))
        .HasMaxLength(Length)
        .HasDefaultValue(PermissionSet.None);
}
