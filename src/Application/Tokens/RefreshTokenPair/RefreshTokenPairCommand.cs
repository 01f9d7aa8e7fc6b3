using System.Text.Json.Serialization;
using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Tokens.RefreshTokenPair;

/// <summary>Exchanges a refresh token for a new access token, and for a new refresh token if rotation is on.</summary>
public sealed record RefreshTokenPairCommand(Field<string> Refresh) : IRequest<RefreshedTokensDto>;

/// <summary>The new tokens of the session.</summary>
/// <param name="Access">The access token.</param>
/// <param name="Refresh">The new refresh token, which replaces the one that was sent; absent if rotation is off, and in cookie mode.</param>
public sealed record RefreshedTokensDto(
    string Access,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refresh)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static RefreshedTokensDto Example => new(ExampleData.AccessToken, ExampleData.RefreshToken);

    public override string ToString() => nameof(RefreshedTokensDto);
}
