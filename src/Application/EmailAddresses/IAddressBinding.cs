using CleanAuth.Application.Validation;

namespace CleanAuth.Application.EmailAddresses;

/// <summary>A command that redeems a link which binds an address to an account, with the proof that the caller has the account.</summary>
public interface IAddressBinding
{
    /// <summary>The secret of the link.</summary>
    Field<string> Token { get; }

    /// <summary>The password of the account. It is required without an access token, and verified whenever it is sent.</summary>
    Field<string> Password { get; }

    /// <summary>The account of the access token; null if the request has none.</summary>
    Guid? CallerId { get; }

    /// <summary>The session of that access token.</summary>
    Guid? SessionId { get; }
}
