namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>The accounts in order, a few at a time, however many there are.</summary>
public interface IUserListReader
{
    /// <summary>The next accounts of a stretch, to be looked at only.</summary>
    /// <param name="stretch">In which order, and which of them.</param>
    /// <param name="filter">Which of those; its search counts where the stretch is one of a search.</param>
    /// <param name="after">Behind which place to begin; null for the first ones.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<ListedUser>> ReadAsync(
        UserListSegment stretch,
        UserFilter filter,
        UserListPosition? after,
        int count,
        CancellationToken cancellationToken);
}

/// <summary>Accounts that lie side by side in an index. An order is made of one or two of them.</summary>
public sealed record UserListSegment(UserListSegmentKind Kind, bool IsDescending = false);

public enum UserListSegmentKind
{
    /// <summary>The one whose id is searched for.</summary>
    ById,
    ByCreation,
    ByEmail,
    ByUsername,

    /// <summary>Those who have logged in.</summary>
    ByLastLogin,

    /// <summary>Those who never have.</summary>
    NeverLoggedIn,

    /// <summary>Those whose email begins with what is searched for.</summary>
    MatchingEmail,

    /// <summary>Those whose username does, and whose email does not.</summary>
    MatchingUsername,
}

/// <summary>Where an account stands in a stretch: what it is ordered by, and its id.</summary>
public sealed record UserListPosition(Guid Id, DateTimeOffset? Time = null, string? Name = null);

/// <summary>An account in a list, and its place.</summary>
public sealed record ListedUser(UserRowDto Row, UserListPosition Place);
