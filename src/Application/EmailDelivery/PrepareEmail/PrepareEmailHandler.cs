using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.EmailDelivery.Builders;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.EmailDelivery.PrepareEmail;

internal sealed class PrepareEmailHandler(
    IOutbox outbox,
    IUserRepository users,
    IEnumerable<IEmailBuilder> builders,
    IUnitOfWork unitOfWork) : IRequestHandler<PrepareEmailCommand, EmailModel?>
{
    public async Task<EmailModel?> Handle(PrepareEmailCommand command, CancellationToken cancellationToken)
    {
        if (await outbox.ReadAsync(command.EmailId, cancellationToken) is not { } email)
        {
            return null;
        }

        User? user = email.UserId is { } userId
            ? await users.ReadByIdAsync(userId, cancellationToken)
            : await users.ReadByEmailAsync(email.Email!, cancellationToken);
        IEmailBuilder builder = builders.Single(candidate => candidate.Kind == email.Kind);
        EmailModel? model = await builder.BuildAsync(email, user, cancellationToken);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return model;
    }
}
