using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Operations.SetUserPassword;

/// <summary>Sets the password of an account, for the operator.</summary>
public sealed record SetUserPasswordCommand(string Email, Field<string> Password) : IRequest;
