using AutoMapper;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Registration.RegisterUser;

internal sealed class RegisterUserHandler(
    NewPasswordHasher newPasswordHasher,
    AccountRegistrar accountRegistrar,
    IMapper mapper,
    TimeProvider clock,
    ILogger<RegisterUserHandler> logger) : IRequestHandler<RegisterUserCommand, RegisteredUserDto>
{
    public async Task<RegisteredUserDto> Handle(RegisterUserCommand command, CancellationToken cancellationToken)
    {
        string? fullName = command.FullName.Or(absent: "");
        string passwordHash = await newPasswordHasher.HashAsync(
            command.Password.Value,
            new PasswordOwner(command.Email.Value, command.Username.Value, fullName),
            "password",
            cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        User saved = await accountRegistrar.SaveAsync(command.Email.Value, Create, now, cancellationToken);

        logger.UserRegistered(saved.Id);
        return mapper.Map<RegisteredUserDto>(saved) with { Email = EmailAddress.LowerDomain(command.Email.Value) };

        User Create(string email)
        {
            User user = User.Register(email, command.Username.Value, passwordHash, command.Bio.Or(absent: ""), fullName, now);
            user.ChangeLanguage(command.Language.ValueOrDefault, now);
            return user;
        }
    }
}
