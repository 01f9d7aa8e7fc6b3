using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.EmailAddresses.VerifyEmail;

/// <summary>Verifies the address of an account by an emailed link. The caller must also prove the account.</summary>
public sealed record VerifyEmailCommand(Field<string> Token, Field<string> Password) : IRequest, IAddressBinding
{
    public Guid? CallerId { get; init; }

    public Guid? SessionId { get; init; }
}
