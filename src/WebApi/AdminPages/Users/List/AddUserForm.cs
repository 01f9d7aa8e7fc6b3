using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Users.AddUser;
using CleanAuth.Application.Validation;
using CleanAuth.WebApi.AdminPages.Forms;
using FluentValidation;

namespace CleanAuth.WebApi.AdminPages.Users.List;

/// <summary>The form for a new account.</summary>
public sealed class AddUserForm
{
    public string? Email { get; set; }

    public string? Username { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Password { get; set; }

    public string? FullName { get; set; }

    public string? Bio { get; set; }

    public string? BirthDate { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? CurrentPassword { get; set; }

    public AddUserCommand ToCommand(Guid callerId, Guid sessionId) => new(
        callerId,
        FormText.Required(Email),
        FormText.Required(Username),
        FormText.Secret(Password),
        AbsentIfEmpty(FormText.Optional(FullName)),
        AbsentIfEmpty(FormText.Optional(Bio)),
        AbsentIfEmpty(FormText.Date(BirthDate)))
    {
        SessionId = sessionId,
        CurrentPassword = FormText.OptionalSecret(CurrentPassword),
    };

    private static Field<T> AbsentIfEmpty<T>(Field<T> field) => field.IsNull ? default : field;
}

internal sealed class AddUserFormValidator : AbstractValidator<AddUserForm>
{
    public AddUserFormValidator()
    {
        RuleFor(form => form.Email).IsEmail();
        RuleFor(form => form.Username).NotEmpty().WithMessage(FormRules.NotBlank);
        RuleFor(form => form.Password).IsNewPassword();
    }
}
