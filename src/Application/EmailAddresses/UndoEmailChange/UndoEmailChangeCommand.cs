using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.EmailAddresses.UndoEmailChange;

/// <summary>Gives an account its earlier address back, by the link that was sent there.</summary>
public sealed record UndoEmailChangeCommand(Field<string> Token) : IRequest;
