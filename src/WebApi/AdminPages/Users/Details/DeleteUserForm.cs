using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.DeleteUser;
using CleanAuth.WebApi.AdminPages.Forms;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Users.Details;

/// <summary>The confirmation to delete an account.</summary>
public sealed class DeleteUserForm
{
    public string? Version { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? CurrentPassword { get; set; }

    /// <summary>The current account.</summary>
    [BindNever]
    public UserDetailsDto User { get; set; } = null!;

    public DeleteUserCommand ToCommand(Guid callerId, Guid sessionId, Guid userId) => new(callerId, userId, Version ?? "")
    {
        SessionId = sessionId,
        CurrentPassword = FormText.OptionalSecret(CurrentPassword),
    };
}
