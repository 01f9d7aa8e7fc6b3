using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.EmailAddresses.ConfirmEmailChange;

/// <summary>
/// Confirms the pending address of an account by the link that was sent to this address. The caller must also prove the account.
/// </summary>
public sealed record ConfirmEmailChangeCommand(Field<string> Token, Field<string> Password) : IRequest, IAddressBinding
{
    public Guid? CallerId { get; init; }

    public Guid? SessionId { get; init; }
}
