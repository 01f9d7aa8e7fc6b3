using CleanAuth.Application.Validation;

namespace CleanAuth.Application.EmailAddresses;

/// <summary>A command that redeems a link which binds an address to an account, with what proves the account.</summary>
public interface IAddressBinding
{
    /// <summary>The secret of the link.</summary>
    Field<string> Token { get; }

    /// <summary>The password of the account. It is checked where it is given, and needed where there is no caller.</summary>
    Field<string> Password { get; }

    /// <summary>The account of the access token that came with the request, if any.</summary>
    Guid? CallerId { get; }

    /// <summary>The session of that access token.</summary>
    Guid? SessionId { get; }
}
