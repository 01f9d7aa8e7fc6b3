namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>Reads accounts in pages, in a given order.</summary>
public interface IUserListReader
{
    /// <summary>Returns the next accounts of a segment, untracked.</summary>
    /// <param name="segment">The order of the accounts, and the range to read.</param>
    /// <param name="filter">Conditions on the accounts. <see cref="UserFilter.Search"/> applies only to segments of a search.</param>
    /// <param name="after">The position to continue after; null to start at the beginning.</param>
    /// <param name="count">The largest number of accounts to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<ListedUser>> ReadAsync(
        UserListSegment segment,
        UserFilter filter,
        UserListPosition? after,
        int count,
        CancellationToken cancellationToken);
}

/// <summary>
/// A range of an index. A sort order consists of one or two segments, for example accounts that have logged in, then accounts that have
/// never logged in.
/// </summary>
public sealed record UserListSegment(UserListSegmentKind Kind, bool IsDescending = false);

public enum UserListSegmentKind
{
    /// <summary>The account whose id is the search text.</summary>
    ById,
    ByCreation,
    ByEmail,
    ByUsername,

    /// <summary>The accounts that have logged in.</summary>
    ByLastLogin,

    /// <summary>The accounts that have never logged in.</summary>
    NeverLoggedIn,

    /// <summary>The accounts whose email begins with the search text.</summary>
    MatchingEmail,

    /// <summary>The accounts whose username, but not email, begins with the search text.</summary>
    MatchingUsername,
}

/// <summary>The position of an account in a segment: the sort key and the id of the account.</summary>
public sealed record UserListPosition(Guid Id, DateTimeOffset? Time = null, string? Name = null);

/// <summary>An account in a list, and its position in the segment.</summary>
public sealed record ListedUser(UserRowDto Row, UserListPosition Position);
