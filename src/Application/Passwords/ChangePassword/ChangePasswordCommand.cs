using CleanAuth.Application.Tokens;
using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Passwords.ChangePassword;

/// <summary>Gives the caller's account another password, for the present one.</summary>
public sealed record ChangePasswordCommand(Guid UserId, Guid SessionId) : IRequest<TokenPair>
{
    public Field<string> CurrentPassword { get; init; }

    public Field<string> NewPassword { get; init; }
}
