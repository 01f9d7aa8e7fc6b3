using CleanAuth.Infrastructure.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class LastTokenSettingsConfiguration : IEntityTypeConfiguration<LastTokenSettings>
{
    public void Configure(EntityTypeBuilder<LastTokenSettings> builder)
    {
        builder.ToTable("UsedTokenSettings");
        builder.Property(settings => settings.Id).ValueGeneratedNever();
        builder.Property(settings => settings.Algorithm).HasMaxLength(16);
        builder.Property(settings => settings.SecretHash).HasColumnName("SecretMark").HasMaxLength(64);
    }
}
