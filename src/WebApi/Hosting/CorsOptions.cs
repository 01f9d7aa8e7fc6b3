using System.ComponentModel.DataAnnotations;

namespace CleanAuth.WebApi.Hosting;

/// <summary>The section <c>Cors</c>.</summary>
public sealed record CorsOptions : IValidatableObject
{
    public const string Section = "Cors";

    /// <summary>The origins whose pages may call this service, such as <c>https://app.example.com</c>. None by default.</summary>
    public string[] AllowedOrigins { get; init; } = [];

    /// <summary>
    /// Request headers that these pages may send in addition to the headers of the Django backend, <c>If-Match</c> and the headers of
    /// tracing libraries.
    /// </summary>
    public string[] AllowedHeaders { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. from origin in AllowedOrigins
           where !Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) || uri.GetLeftPart(UriPartial.Authority) != origin
           select new ValidationResult(
               $"Cors:AllowedOrigins has '{origin}'; an origin is a scheme, a host and perhaps a port, such as https://app.example.com."),
        .. from header in AllowedHeaders
           where header.Length == 0 || !header.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
           select new ValidationResult($"Cors:AllowedHeaders has '{header}'; list only names of headers, such as x-tenant."),
    ];
}
