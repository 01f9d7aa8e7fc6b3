using System.ComponentModel.DataAnnotations;

namespace CleanAuth.Infrastructure.DataProtection;

/// <summary>The section <c>DataProtection</c>: the keys that encrypt signing keys, login codes and cookies.</summary>
public sealed record KeyProtectionOptions : IValidatableObject
{
    public const string Section = "DataProtection";

    [EnumDataType(typeof(KeyStorage), ErrorMessage = "Set DataProtection:Storage to Folder or Database.")]
    public KeyStorage Storage { get; init; } = KeyStorage.Folder;

    /// <summary>The folder, which all instances must share.</summary>
    [Required(ErrorMessage = "Set DataProtection:KeysPath to a folder that survives restarts.")]
    public string KeysPath { get; init; } = "data/keys";

    /// <summary>
    /// A PKCS #12 file whose key encrypts these keys. Without it, everyone who reads the folder or the table can use them.
    /// </summary>
    public string? CertificatePath { get; init; }

    public string? CertificatePassword { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Storage == KeyStorage.Database && string.IsNullOrEmpty(CertificatePath))
        {
            yield return new(
                "DataProtection:Storage is Database, so the keys would be stored in plain text beside the data that they encrypt: "
                + "set DataProtection:CertificatePath to a PKCS #12 file.");
        }
    }

    public override string ToString() => nameof(KeyProtectionOptions);
}

public enum KeyStorage
{
    Folder,
    Database,
}
