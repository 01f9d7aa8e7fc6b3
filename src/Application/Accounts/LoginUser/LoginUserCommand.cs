using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Tokens;
using MediatR;

namespace CleanAuth.Application.Accounts.LoginUser;

/// <summary>Exchanges an email address and a password for the account and a pair of tokens.</summary>
public sealed record LoginUserCommand(Field<string> Email, Field<string> Password) : IRequest<LoggedInUserDto>;

/// <summary>The account that logged in, and the tokens of its new session.</summary>
public sealed record LoggedInUserDto(string Email, string Username, string? FullName, bool IsStaff)
{
    public TokenPair? Tokens { get; init; }
}
