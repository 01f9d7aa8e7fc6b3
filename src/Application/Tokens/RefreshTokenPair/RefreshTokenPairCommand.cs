using System.Text.Json.Serialization;
using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Tokens.RefreshTokenPair;

/// <summary>Buys a new access token, and a new refresh token when tokens rotate.</summary>
public sealed record RefreshTokenPairCommand(Field<string> Refresh) : IRequest<RefreshedTokensDto>;

/// <summary>The new tokens of the session.</summary>
/// <param name="Access">Opens the protected endpoints.</param>
/// <param name="Refresh">Takes the place of the one that was sent; absent when tokens do not rotate.</param>
public sealed record RefreshedTokensDto(
    string Access,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refresh)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static RefreshedTokensDto Example => new(ExampleData.AccessToken, ExampleData.RefreshToken);

    public override string ToString() => nameof(RefreshedTokensDto);
}
