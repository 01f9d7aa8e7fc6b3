using CleanAuth.Domain.Emails;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CleanAuth.Infrastructure.Persistence.Configurations;

internal sealed class OutgoingMailConfiguration : IEntityTypeConfiguration<OutgoingMail>
{
    private const string UrgentIndex = "IX_OutgoingMails_Urgent";

    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.Kind).HasConversion<string>().HasMaxLength(32);
        builder.Property(mail => mail.Email).HasMaxLength(UserConfiguration.EmailLength);
        builder.Property(mail => mail.Subject).HasMaxLength(64);
        builder.Property(mail => mail.Language).HasMaxLength(UserConfiguration.LanguageLength);
        builder.Property(mail => mail.Failure).HasMaxLength(OutgoingMail.MaxFailureLength);
        builder.HasIndex(mail => new { mail.DueAt, mail.Id });

        // What the courier takes first, however many verifications wait.
        builder.HasIndex(mail => new { mail.DueAt, mail.Id }, UrgentIndex).HasFilter($"\"Kind\" <> '{MailKind.VerifyEmail}'");
        builder.HasIndex(mail => mail.UserId);
    }
}
