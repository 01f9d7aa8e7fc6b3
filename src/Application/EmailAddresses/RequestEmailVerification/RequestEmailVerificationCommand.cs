using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.EmailAddresses.RequestEmailVerification;

/// <summary>Sends a verification link to the address, if an account has the address and has not verified it.</summary>
public sealed record RequestEmailVerificationCommand(Field<string> Email) : IRequest;
