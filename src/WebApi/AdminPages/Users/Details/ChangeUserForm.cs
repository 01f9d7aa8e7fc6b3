using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CleanAuth.Application.Admin.Events.ListEvents;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.ChangeUser;
using CleanAuth.WebApi.AdminPages.Forms;
using FluentValidation;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Users.Details;

/// <summary>The form for the profile of an account.</summary>
public sealed class ChangeUserForm
{
    public string? Version { get; set; }

    public string? Email { get; set; }

    public string? Username { get; set; }

    public string? FullName { get; set; }

    public string? Bio { get; set; }

    public string? BirthDate { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? CurrentPassword { get; set; }

    /// <summary>The current account.</summary>
    [BindNever]
    public UserDetailsDto User { get; set; } = null!;

    /// <summary>The latest events of the account.</summary>
    [BindNever]
    public IReadOnlyList<StaffEventDto> Events { get; set; } = [];

    public static ChangeUserForm Of(UserDetailsDto user) => new()
    {
        Version = user.Version,
        Email = user.Email,
        Username = user.Username,
        FullName = user.FullName,
        Bio = user.Bio,
        BirthDate = user.BirthDate?.ToString("O", CultureInfo.InvariantCulture),
    };

    public ChangeUserCommand ToCommand(Guid callerId, Guid sessionId, Guid userId) => new(
        callerId,
        userId,
        Version ?? "",
        FormText.Required(Email),
        FormText.Required(Username),
        FormText.Optional(FullName),
        FormText.Optional(Bio),
        FormText.Date(BirthDate))
    {
        SessionId = sessionId,
        CurrentPassword = FormText.OptionalSecret(CurrentPassword),
    };
}

internal sealed class ChangeUserFormValidator : AbstractValidator<ChangeUserForm>
{
    public ChangeUserFormValidator()
    {
        RuleFor(form => form.Email).IsEmail();
        RuleFor(form => form.Username).NotEmpty().WithMessage(FormRules.NotBlank);
    }
}
