using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.EmailAddresses.UndoEmailChange;

/// <summary>Undoes an email change by the link that was sent to the previous address.</summary>
public sealed record UndoEmailChangeCommand(Field<string> Token) : IRequest;
