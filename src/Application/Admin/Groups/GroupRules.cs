using System.Text.Encodings.Web;
using System.Text.Json;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin.Groups;

/// <summary>Rules for the name of a group.</summary>
internal static class GroupRules
{
    public static readonly TextRule Name = new()
    {
        MaxLength = Group.MaxNameLength,
        Format = text => InvisibleCharacters.AnyIn(text)
            ? InvisibleCharacters.Message
            : AccountRules.LengthError(Username.KeyOf(text), Group.MaxNameLength) ?? SizeError(text),
    };

    // An access token may contain the names of all groups of its account in JSON, and must stay below 8 KiB.
    private static string? SizeError(string name) =>
        JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length <= Group.MaxNameBytes
            ? null
            : $"Ensure this field takes no more than {Group.MaxNameBytes} bytes in JSON.";
}
