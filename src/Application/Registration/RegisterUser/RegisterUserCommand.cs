using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Registration.RegisterUser;

/// <summary>Registers an account.</summary>
public sealed record RegisterUserCommand(
    Field<string> Email,
    Field<string> Username,
    Field<string> Password,
    Field<string> Bio = default,
    Field<string> FullName = default,
    Field<string> Language = default) : IRequest<RegisteredUserDto>;

/// <summary>The registered account.</summary>
public sealed record RegisteredUserDto(string Email, string Username, string? Bio, string? FullName)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static RegisteredUserDto Example => new(ExampleData.Email, "ada", "I write programs.", "Ada Lovelace");
}
