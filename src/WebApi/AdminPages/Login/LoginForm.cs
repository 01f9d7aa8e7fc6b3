using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;
using CleanAuth.WebApi.AdminPages.Forms;
using FluentValidation;

namespace CleanAuth.WebApi.AdminPages.Login;

/// <summary>The login form.</summary>
public sealed class LoginForm
{
    public string? Email { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Password { get; set; }

    public string? ReturnUrl { get; set; }

    public LogInToAdminCommand ToCommand() => new(FormText.Required(Email), FormText.Secret(Password));
}

internal sealed class LoginFormValidator : AbstractValidator<LoginForm>
{
    public LoginFormValidator()
    {
        RuleFor(form => form.Email).NotEmpty().WithMessage(FormRules.NotBlank);
        RuleFor(form => form.Password).NotEmpty().WithMessage(FormRules.NotBlank);
    }
}
