using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    // Lengths are in UTF-16 units: twice the code points that the validators allow.
    internal const int EmailLength = 2 * 254;
    internal const int LanguageLength = 35;

    private const int UsernameLength = 2 * 255;

    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Property(user => user.Id).ValueGeneratedNever();
        builder.Property(user => user.Email).HasMaxLength(EmailLength);
        builder.Property(user => user.NormalizedEmail).HasMaxLength(EmailLength);
        builder.Property(user => user.PendingEmail).HasMaxLength(EmailLength);
        builder.Property(user => user.Language).HasMaxLength(LanguageLength);
        builder.Property(user => user.Username).HasMaxLength(UsernameLength);
        builder.Property(user => user.NormalizedUsername).HasMaxLength(UsernameLength);
        builder.Property(user => user.PasswordHash).HasMaxLength(256);
        builder.Property(user => user.Epoch).IsConcurrencyToken();
        builder.Property(user => user.SessionEndings).IsConcurrencyToken();
        builder.Property(user => user.Permissions).IsPermissionSet();
        builder.HasIndex(user => user.NormalizedEmail).IsUnique();
        builder.HasIndex(user => user.NormalizedUsername).IsUnique();
        builder.HasIndex(user => user.EraseAt);

        // Sort orders of the user list.
        builder.HasIndex(user => new { user.CreatedAt, user.Id });
        builder.HasIndex(user => new { user.LastLoginAt, user.Id });

        // Filters of the user list for rare values: staff, superuser, inactive.
        builder.HasIndex(user => new { user.IsStaff, user.CreatedAt, user.Id });
        builder.HasIndex(user => new { user.IsSuperuser, user.CreatedAt, user.Id });
        builder.HasIndex(user => new { user.IsActive, user.CreatedAt, user.Id });
    }
}
