using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.SetUserPassword;
using CleanAuth.WebApi.AdminPages.Forms;
using FluentValidation;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Users.Details;

/// <summary>The form for a new password of an account.</summary>
public sealed class PasswordForm
{
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Password { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? CurrentPassword { get; set; }

    /// <summary>The current account.</summary>
    [BindNever]
    public UserDetailsDto User { get; set; } = null!;

    public SetUserPasswordCommand ToCommand(Guid callerId, Guid sessionId, Guid userId) => new(callerId, userId, FormText.Secret(Password))
    {
        SessionId = sessionId,
        CurrentPassword = FormText.OptionalSecret(CurrentPassword),
    };
}

internal sealed class PasswordFormValidator : AbstractValidator<PasswordForm>
{
    public PasswordFormValidator() => RuleFor(form => form.Password).IsNewPassword();
}
