using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Login.ConfirmLoginCode;

/// <summary>
/// Exchanges the code from a mail, or the secret of the link in it, for the account and a pair of tokens; only together with
/// the nonce of the browser that asked for the mail.
/// </summary>
public sealed record ConfirmLoginCodeCommand(Field<string> Nonce) : IRequest<LoggedInUserDto>
{
    public Field<string> Code { get; init; }

    public Field<string> Token { get; init; }
}
