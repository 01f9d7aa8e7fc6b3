using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.EmailAddresses.VerifyEmail;

/// <summary>Verifies the address of an account by the link in a message, for a caller who also has the account.</summary>
public sealed record VerifyEmailCommand(Field<string> Token, Field<string> Password) : IRequest, IAddressBinding
{
    public Guid? CallerId { get; init; }

    public Guid? SessionId { get; init; }
}
