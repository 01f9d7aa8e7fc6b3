using System.ComponentModel.DataAnnotations;

namespace CleanAuth.WebApi;

/// <summary>The section <c>Cors</c>.</summary>
public sealed record CorsOptions : IValidatableObject
{
    public const string Section = "Cors";

    /// <summary>The origins whose pages may call this service, such as <c>https://app.example.com</c>. None by default.</summary>
    public string[] AllowedOrigins { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from origin in AllowedOrigins
        where !Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) || uri.GetLeftPart(UriPartial.Authority) != origin
        select new ValidationResult(
            $"Cors:AllowedOrigins has '{origin}'; an origin is a scheme, a host and perhaps a port, such as https://app.example.com.");
}
