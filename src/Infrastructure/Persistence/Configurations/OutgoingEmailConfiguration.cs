using CleanAuth.Domain.Emails;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class OutgoingEmailConfiguration : IEntityTypeConfiguration<OutgoingEmail>
{
    private const string UrgentIndex = "IX_OutgoingMails_Urgent";

    public void Configure(EntityTypeBuilder<OutgoingEmail> builder)
    {
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.Kind).HasConversion<string>().HasMaxLength(32);
        builder.Property(mail => mail.Email).HasMaxLength(UserConfiguration.EmailLength);
        builder.Property(mail => mail.Subject).HasMaxLength(64);
        builder.Property(mail => mail.Language).HasMaxLength(UserConfiguration.LanguageLength);
        builder.Property(mail => mail.Failure).HasMaxLength(OutgoingEmail.MaxFailureLength);
        builder.HasIndex(mail => new { mail.DueAt, mail.Id });

        // The emails that the courier takes first, however many verifications wait.
        builder.HasIndex(mail => new { mail.DueAt, mail.Id }, UrgentIndex).HasFilter($"\"Kind\" <> '{EmailKind.VerifyEmail}'");
        builder.HasIndex(mail => mail.UserId);
    }
}
