using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Accounts.VerifyEmail;

/// <summary>Shows, by the link in a message, that mail to the address of an account reaches its owner.</summary>
public sealed record VerifyEmailCommand(Field<string> Token) : IRequest;
