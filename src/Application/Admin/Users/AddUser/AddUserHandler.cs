using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.AddUser;

internal sealed class AddUserHandler(
    IUserRepository users,
    IRightsReader rights,
    NewPasswordHasher newPasswordHasher,
    ISecurityEventWriter events,
    IOutbox outbox,
    StaffUpdates staffUpdates,
    TimeProvider clock,
    ILogger<AddUserHandler> logger) : IRequestHandler<AddUserCommand, UserDetailsDto>
{
    public async Task<UserDetailsDto> Handle(AddUserCommand command, CancellationToken cancellationToken)
    {
        (string email, string username, string? fullName) =
            (command.Email.Value, command.Username.Value, command.FullName.Or(absent: ""));
        PasswordOwner owner = new(email, username, fullName);
        string passwordHash = await newPasswordHasher.HashAsync(command.Password.Value, owner, "password", cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        User user = User.Register(email, username, passwordHash, command.Bio.Or(absent: ""), fullName, now);
        user.MarkEmailSetBy(command.CallerId);
        user.MarkPasswordSetBy(command.CallerId);
        if (command.BirthDate.HasValue)
        {
            user.ChangeBirthDate(command.BirthDate.Value, now);
        }

        await staffUpdates.UpdateAsync(command, AddAsync, cancellationToken);

        logger.UserAdded(command.CallerId, user.Id);
        return await rights.ReadDetailsAsync(user.Id, cancellationToken);

        Task AddAsync(CancellationToken token)
        {
            users.Add(user);
            outbox.Add(OutgoingEmail.To(user, EmailKind.VerifyEmail, now));
            events.Add(SecurityEventKind.UserAdded, user.Id, sessionId: null);
            return Task.CompletedTask;
        }
    }
}
