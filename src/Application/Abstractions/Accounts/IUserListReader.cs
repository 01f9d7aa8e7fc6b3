namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>Reads accounts in order, a few at a time, however many there are.</summary>
public interface IUserListReader
{
    /// <summary>Returns the next accounts of a segment, untracked.</summary>
    /// <param name="segment">The order, and the accounts that it covers.</param>
    /// <param name="filter">Conditions on the accounts. Its search applies to segments of a search only.</param>
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

/// <summary>Accounts that lie side by side in an index. An order consists of one or two segments.</summary>
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

/// <summary>The position of an account in a segment: its sort key and its id.</summary>
public sealed record UserListPosition(Guid Id, DateTimeOffset? Time = null, string? Name = null);

/// <summary>An account in a list and its position.</summary>
public sealed record ListedUser(UserRowDto Row, UserListPosition Position);
