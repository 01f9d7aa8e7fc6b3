using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Operations.ChangePassword;

/// <summary>Gives an account another password, on an operator's word.</summary>
public sealed record ChangePasswordCommand(string Email, Field<string> Password) : IRequest;
