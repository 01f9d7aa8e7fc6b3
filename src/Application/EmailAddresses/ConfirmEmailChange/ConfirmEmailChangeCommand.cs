using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.EmailAddresses.ConfirmEmailChange;

/// <summary>
/// Has an account use the address that waits for it, by the link that was sent there, for a caller who also has the account.
/// </summary>
public sealed record ConfirmEmailChangeCommand(Field<string> Token, Field<string> Password) : IRequest, IAddressBinding
{
    public Guid? CallerId { get; init; }

    public Guid? SessionId { get; init; }
}
