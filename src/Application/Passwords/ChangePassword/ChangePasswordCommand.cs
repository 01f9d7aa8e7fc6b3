using CleanAuth.Application.Tokens;
using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Passwords.ChangePassword;

/// <summary>Changes the password of the caller. Requires the current password.</summary>
public sealed record ChangePasswordCommand(Guid UserId, Guid SessionId) : IRequest<TokenPair>
{
    public Field<string> CurrentPassword { get; init; }

    public Field<string> NewPassword { get; init; }
}
