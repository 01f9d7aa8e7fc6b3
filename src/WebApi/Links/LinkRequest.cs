using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.CurrentUser.RestoreCurrentUser;
using CleanAuth.Application.EmailAddresses.UndoEmailChange;
using CleanAuth.Application.Sessions.ReportSession;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Links;

/// <summary>The token of a link.</summary>
public sealed record LinkRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Token = ExampleData.Secret };

    /// <summary>The text after <c>#token=</c> in the link.</summary>
    [Required]
    public Field<string> Token { get; init; }

    public UndoEmailChangeCommand ToUndoCommand() => new(Token);

    public RestoreCurrentUserCommand ToRestoreCommand() => new(Token.Trimmed());

    public ReportSessionCommand ToReportCommand() => new(Token.Trimmed());
}
