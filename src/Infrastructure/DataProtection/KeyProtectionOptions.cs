using System.ComponentModel.DataAnnotations;

namespace CleanAuth.Infrastructure.DataProtection;

/// <summary>The section <c>DataProtection</c>: the keys that encrypt the signing keys.</summary>
public sealed record KeyProtectionOptions : IValidatableObject
{
    public const string Section = "DataProtection";

    [EnumDataType(typeof(KeyStorage), ErrorMessage = "Set DataProtection:Storage to Folder or Database.")]
    public KeyStorage Storage { get; init; } = KeyStorage.Folder;

    /// <summary>The folder, which all instances must share.</summary>
    [Required(ErrorMessage = "Set DataProtection:KeysPath to a folder that survives restarts.")]
    public string KeysPath { get; init; } = "data/keys";

    /// <summary>A PKCS #12 file whose key encrypts these keys. Without it, anyone who can read their store can read them.</summary>
    public string? CertificatePath { get; init; }

    public string? CertificatePassword { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Storage == KeyStorage.Database && string.IsNullOrEmpty(CertificatePath))
        {
            yield return new(
                "DataProtection:Storage is Database, where the keys would lie beside what they encrypt: set DataProtection:CertificatePath to a PKCS #12 file.");
        }
    }

    public override string ToString() => nameof(KeyProtectionOptions);
}

public enum KeyStorage
{
    Folder,
    Database,
}
