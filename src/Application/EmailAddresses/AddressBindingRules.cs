using CleanAuth.Application.Accounts;
using CleanAuth.Application.Links;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.EmailAddresses;

internal static class AddressBindingRules
{
    /// <summary>Requires the token of the link, and the password if the request has no access token.</summary>
    public static void AddAddressBindingRules<T>(this AbstractValidator<T> validator)
        where T : IAddressBinding
    {
        validator.RuleFor(command => command.Token).Follows(AccountLinkRedeemer.Rule);
        validator.RuleFor(command => command.Password)
            .Follows(AccountRules.LoginPassword)
            .When(command => command.CallerId is null || !command.Password.IsAbsent);
    }
}
