using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Admin.Users.BulkUpdateUsers;
using CleanAuth.Application.Validation;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>An action and the accounts that it applies to.</summary>
public sealed record BulkUpdateUsersRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Action = "deactivate", UserIds = new[] { ExampleData.UserId } };

    /// <summary><c>deactivate</c>, <c>activate</c> or <c>end_sessions</c>.</summary>
    [Required]
    public Field<string> Action { get; init; }

    /// <summary>The accounts, 1 to 200.</summary>
    [Required, ValidateNever]
    public IReadOnlyList<Guid>? UserIds { get; init; }

    public BulkUpdateUsersCommand ToCommand(Guid callerId) => new(callerId, Action.IsMalformed ? "" : Action.ValueOrDefault, UserIds);
}
