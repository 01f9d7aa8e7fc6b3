using System.Collections.Frozen;
using CleanAuth.Application.Abstractions.Accounts;

namespace CleanAuth.Application.Admin.Users;

/// <summary>The orders that accounts are listed in.</summary>
internal static class UserOrder
{
    public const string OldestFirst = "created";
    public const string NewestFirst = "-created";

    // Who never logged in comes last, whichever way.
    private static readonly FrozenDictionary<string, UserStretch[]> Orders = new Dictionary<string, UserStretch[]>
    {
        [OldestFirst] = [new(UserStretchKind.ByCreation)],
        [NewestFirst] = [new(UserStretchKind.ByCreation, IsDescending: true)],
        ["email"] = [new(UserStretchKind.ByEmail)],
        ["-email"] = [new(UserStretchKind.ByEmail, IsDescending: true)],
        ["username"] = [new(UserStretchKind.ByUsername)],
        ["-username"] = [new(UserStretchKind.ByUsername, IsDescending: true)],
        ["last_login"] = [new(UserStretchKind.ByLastLogin), new(UserStretchKind.NeverLoggedIn)],
        ["-last_login"] =
            [new(UserStretchKind.ByLastLogin, IsDescending: true), new(UserStretchKind.NeverLoggedIn, IsDescending: true)],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly UserStretch[] OfId = [new(UserStretchKind.ById)];
    private static readonly UserStretch[] OfSearch = [new(UserStretchKind.MatchingEmail), new(UserStretchKind.MatchingUsername)];

    public static bool Exists(string ordering) => Orders.ContainsKey(ordering);

    /// <summary>The stretches that make up a list; none where there is no such order.</summary>
    public static IReadOnlyList<UserStretch> Of(UserFilter filter, string? ordering)
    {
        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return Orders.GetValueOrDefault(ordering ?? NewestFirst, []);
        }

        return Guid.TryParseExact(filter.Search.Trim(), "D", out _) ? OfId : OfSearch;
    }
}
