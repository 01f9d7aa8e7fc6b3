using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts.RequestLoginCode;

namespace CleanAuth.WebApi.Accounts;

/// <summary>Where to send a code.</summary>
public sealed record RequestLoginCodeRequest
{
    /// <summary>The address of the account.</summary>
    [Required]
    public Field<string> Email { get; init; }

    public RequestLoginCodeCommand ToCommand() => new(Email.Trimmed());
}
