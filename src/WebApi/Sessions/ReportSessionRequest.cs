using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Sessions.ReportSession;

namespace CleanAuth.WebApi.Sessions;

/// <summary>A link that says of a session that it is a stranger's.</summary>
public sealed record ReportSessionRequest
{
    /// <summary>What stands behind <c>#token=</c> in the link.</summary>
    [Required]
    public Field<string> Token { get; init; }

    public ReportSessionCommand ToCommand() => new(Token.Trimmed());
}
