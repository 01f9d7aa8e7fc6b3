using CleanAuth.Application.Abstractions.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>A token whose signature and claims were verified, with what can make it invalid later.</summary>
/// <param name="token">Its claims.</param>
/// <param name="settings">The settings under which it was accepted.</param>
/// <param name="keyId">The key that signed it; null or empty for a shared secret.</param>
/// <param name="issuedAt">The claim <c>iat</c>, in UTC.</param>
/// <param name="notBefore">The claim <c>nbf</c>, in UTC; null without it.</param>
/// <param name="expires">The claim <c>exp</c>, in UTC.</param>
internal sealed class VerifiedJwt(
    VerifiedToken token,
    AcceptedTokenSettings settings,
    string? keyId,
    DateTime issuedAt,
    DateTime? notBefore,
    DateTime expires) : SecurityToken
{
    public VerifiedToken Token => token;

    public AcceptedTokenSettings Settings => settings;

    public string? KeyId => keyId;

    public DateTime IssuedAt => issuedAt;

    public DateTime? NotBefore => notBefore;

    public DateTime Expires => expires;

    public override string Id => token.Id.ToString("n");

    public override string Issuer => settings.Parameters.ValidIssuer;

    public override SecurityKey? SecurityKey => null;

    public override SecurityKey? SigningKey { get; set; }

    public override DateTime ValidFrom => notBefore ?? DateTime.MinValue;

    public override DateTime ValidTo => expires;
}
