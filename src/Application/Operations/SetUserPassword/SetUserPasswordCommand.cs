using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Operations.SetUserPassword;

/// <summary>Gives an account another password, on an operator's word.</summary>
public sealed record SetUserPasswordCommand(string Email, Field<string> Password) : IRequest;
