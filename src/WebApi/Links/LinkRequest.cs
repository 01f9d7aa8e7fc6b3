using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.CurrentUser.RestoreCurrentUser;
using CleanAuth.Application.EmailAddresses.UndoEmailChange;
using CleanAuth.Application.Sessions.ReportSession;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Links;

/// <summary>What a link in a message holds.</summary>
public sealed record LinkRequest
{
    /// <summary>What stands behind <c>#token=</c> in the link.</summary>
    [Required]
    public Field<string> Token { get; init; }

    public UndoEmailChangeCommand ToUndoCommand() => new(Token);

    public RestoreCurrentUserCommand ToRestoreCommand() => new(Token.Trimmed());

    public ReportSessionCommand ToReportCommand() => new(Token.Trimmed());
}
