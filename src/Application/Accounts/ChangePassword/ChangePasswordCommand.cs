using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Accounts.ChangePassword;

/// <summary>Gives an account another password, on an operator's word.</summary>
public sealed record ChangePasswordCommand(string Email, Field<string> Password) : IRequest;
