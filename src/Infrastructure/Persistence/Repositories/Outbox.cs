using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Mail;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class Outbox(AuthDbContext context) : IOutbox
{
    public void Add(OutgoingMail mail) => context.OutgoingMails.Add(mail);

    public Task<OutgoingMail?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        context.OutgoingMails.AsNoTracking().FirstOrDefaultAsync(mail => mail.Id == id, cancellationToken);
}
