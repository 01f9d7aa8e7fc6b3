using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Passwords;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.CreateSuperuser;

internal sealed class CreateSuperuserHandler(
    IUserRepository users,
    NewPasswordHasher newPasswordHasher,
    ISecurityEventWriter events,
    IUnitOfWork unitOfWork,
    TimeProvider clock,
    ILogger<CreateSuperuserHandler> logger) : IRequestHandler<CreateSuperuserCommand, Guid>
{
    public async Task<Guid> Handle(CreateSuperuserCommand command, CancellationToken cancellationToken)
    {
        string passwordHash = await newPasswordHasher.HashAsync(
            command.Password.Value,
            new PasswordOwner(command.Email.Value, command.Username.Value, FullName: null),
            "password",
            cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        User user = User.Register(command.Email.Value, command.Username.Value, passwordHash, bio: "", fullName: "", now);
        user.GrantSuperuser(now);

        // The operator is trusted, so the address needs no proof.
        user.VerifyEmail(now);

        users.Add(user);
        events.Add(SecurityEventKind.Registered, user.Id, sessionId: null);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.SuperuserCreated(user.Id);
        return user.Id;
    }
}
