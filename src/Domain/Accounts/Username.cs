using System.Text;

namespace CleanAuth.Domain.Accounts;

/// <summary>Defines when two usernames are the same. Group names and the local parts of addresses follow the same rule.</summary>
public static class Username
{
    /// <summary>
    /// The comparison key of a name: trimmed, NFKC, upper case; keys are compared ordinally on every database.
    /// Without NFKC, look-alikes such as full-width letters and ligatures could claim a second account.
    /// SQL Server ignores trailing blanks: without trimming, <c>"ada"</c> and <c>"ada "</c> would be one account with two attempt counters.
    /// </summary>
    public static string KeyOf(string name) => name.Trim().Normalize(NormalizationForm.FormKC).ToUpperInvariant();
}
