using AutoMapper;
using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.RegisterUser;

internal sealed class RegisterUserHandler(
    IUserRepository users,
    NewPassword newPassword,
    ISecurityEvents events,
    IUnitOfWork unitOfWork,
    IMapper mapper,
    TimeProvider clock,
    ILogger<RegisterUserHandler> logger) : IRequestHandler<RegisterUserCommand, RegisteredUserDto>
{
    public async Task<RegisteredUserDto> Handle(RegisterUserCommand command, CancellationToken cancellationToken)
    {
        string? fullName = command.FullName.Or(absent: "");
        string passwordHash = await newPassword.HashAsync(
            command.Password.Value,
            command.Email.Value,
            command.Username.Value,
            fullName,
            cancellationToken);
        User user = User.Register(
            command.Email.Value,
            command.Username.Value,
            passwordHash,
            command.Bio.Or(absent: ""),
            fullName,
            clock.GetUtcNow());

        users.Add(user);
        events.Add(SecurityEventKind.Registered, user.Id, sessionId: null);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.UserRegistered(user.Id);
        return mapper.Map<RegisteredUserDto>(user);
    }
}
