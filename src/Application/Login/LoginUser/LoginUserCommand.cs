using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Login.LoginUser;

/// <summary>Exchanges an email address and a password for the account and a pair of tokens.</summary>
public sealed record LoginUserCommand(Field<string> Email, Field<string> Password) : IRequest<LoggedInUserDto>;
