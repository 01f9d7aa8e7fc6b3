using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Login.ConfirmLoginCode;

/// <summary>
/// Exchanges the code in an email, or the secret of the link in it, for the account and a pair of tokens. The nonce of the browser that
/// requested the email is required too.
/// </summary>
public sealed record ConfirmLoginCodeCommand(Field<string> Nonce) : IRequest<LoggedInUserDto>
{
    public Field<string> Code { get; init; }

    public Field<string> Token { get; init; }
}
