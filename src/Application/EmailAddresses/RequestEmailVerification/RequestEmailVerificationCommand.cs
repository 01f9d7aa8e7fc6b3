using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.EmailAddresses.RequestEmailVerification;

/// <summary>Has a link that verifies the address sent to the account of it, if there is one that needs it.</summary>
public sealed record RequestEmailVerificationCommand(Field<string> Email) : IRequest;
