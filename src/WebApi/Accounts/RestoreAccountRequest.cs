using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts.RestoreAccount;

namespace CleanAuth.WebApi.Accounts;

/// <summary>A link that restores an account.</summary>
public sealed record RestoreAccountRequest
{
    /// <summary>What stands behind <c>#token=</c> in the link.</summary>
    [Required]
    public Field<string> Token { get; init; }

    public RestoreAccountCommand ToCommand() => new(Token.Trimmed());
}
