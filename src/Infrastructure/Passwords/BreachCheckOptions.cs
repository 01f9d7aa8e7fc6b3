using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>The section <c>Passwords:BreachCheck</c>.</summary>
public sealed record BreachCheckOptions : IValidatableObject
{
    public const string Section = "Passwords:BreachCheck";

    /// <summary>Whether new passwords are checked against known breaches.</summary>
    public bool Enabled { get; init; }

    /// <summary>Have I Been Pwned, or a service with the same response to <c>range/{first five digits}</c>.</summary>
    [Required(
        ErrorMessage = "Set Passwords:BreachCheck:BaseAddress to the address of the service, "
            + "for instance https://api.pwnedpasswords.com/.")]
    public Uri BaseAddress { get; init; } = new("https://api.pwnedpasswords.com/");

    /// <summary>How long to wait for the whole response.</summary>
    [Duration(
        "00:00:00.1",
        "00:00:30",
        ErrorMessage = "Set Passwords:BreachCheck:Timeout between 0.1 and 30 seconds, for instance 00:00:02.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a password is refused with 503 while the service is unreachable.</summary>
    public bool FailClosed { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!BaseAddress.IsAbsoluteUri || !(BaseAddress.Scheme == Uri.UriSchemeHttps || IsHttpOnThisMachine(BaseAddress)))
        {
            yield return new("Set Passwords:BreachCheck:BaseAddress to an address that starts with https://.");
        }
    }

    private static bool IsHttpOnThisMachine(Uri address) => address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;
}
