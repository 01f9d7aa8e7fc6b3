using CleanAuth.Domain.Emails;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class OutgoingEmailConfiguration : IEntityTypeConfiguration<OutgoingEmail>
{
    private const string UrgentIndex = "IX_OutgoingMails_Urgent";

    public void Configure(EntityTypeBuilder<OutgoingEmail> builder)
    {
        builder.ToTable("OutgoingMails");
        builder.Property(email => email.Id).ValueGeneratedNever();
        builder.Property(email => email.Kind).HasConversion<string>().HasMaxLength(32);
        builder.Property(email => email.Email).HasMaxLength(UserConfiguration.EmailLength);
        builder.Property(email => email.Subject).HasMaxLength(64);
        builder.Property(email => email.Language).HasMaxLength(UserConfiguration.LanguageLength);
        builder.Property(email => email.Failure).HasMaxLength(OutgoingEmail.MaxFailureLength);
        builder.HasIndex(email => new { email.DueAt, email.Id });

        // The courier reads all other kinds before verifications, of which there may be many.
        builder.HasIndex(email => new { email.DueAt, email.Id }, UrgentIndex).HasFilter($"\"Kind\" <> '{EmailKind.VerifyEmail}'");
        builder.HasIndex(email => email.UserId);
    }
}
