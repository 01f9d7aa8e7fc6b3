using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

/// <summary>
/// The list of accounts. Each query begins in an index where the page before ended, and reads on in the order of the index,
/// so that a page costs the same wherever it is; the tests of query plans name the indexes.
/// </summary>
[SuppressMessage("Globalization", "CA1309", Justification = "The database compares, and does so ordinally; EF Core knows no other overload.")]
internal sealed class UserListReader(AuthDbContext context) : IUserListReader
{
    public async Task<IReadOnlyList<ListedUser>> ReadAsync(
        UserListSegment segment,
        UserFilter filter,
        UserListPosition? after,
        int count,
        CancellationToken cancellationToken)
    {
        var rows = await Order(Filter(context.Users.AsNoTracking(), filter), segment, filter.Search?.Trim() ?? "", after)
            .Take(count)
            .Select(user => new
            {
                Row = new UserRowDto(
                    user.Id,
                    user.Email,
                    user.Username,
                    user.FullName,
                    user.IsActive,
                    user.IsStaff,
                    user.IsSuperuser,
                    user.CreatedAt,
                    user.LastLoginAt),
                user.NormalizedEmail,
                user.NormalizedUsername,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new ListedUser(row.Row, PositionOf(segment.Kind, row.Row, row.NormalizedEmail, row.NormalizedUsername)))];
    }

    private static UserListPosition PositionOf(UserListSegmentKind kind, UserRowDto row, string normalizedEmail, string normalizedUsername) => kind switch
    {
        UserListSegmentKind.ByCreation => new(row.Id, Time: row.CreatedAt),
        UserListSegmentKind.ByLastLogin => new(row.Id, Time: row.LastLoginAt),
        UserListSegmentKind.ByEmail or UserListSegmentKind.MatchingEmail => new(row.Id, Name: normalizedEmail),
        UserListSegmentKind.ByUsername or UserListSegmentKind.MatchingUsername => new(row.Id, Name: normalizedUsername),
        _ => new(row.Id),
    };

    // SQLite plans without knowing how often a value occurs. A flag that few accounts have is compared with a parameter, which an
    // index can be searched for; a flag that most have is tested on the column alone, so that the index of the order is walked.
    private static IQueryable<User> Filter(IQueryable<User> users, UserFilter filter)
    {
        (bool yes, bool no) = (true, false);
        users = filter.IsActive switch
        {
            true => users.Where(user => user.IsActive),
            false => users.Where(user => user.IsActive == no),
            null => users,
        };
        users = filter.IsStaff switch
        {
            true => users.Where(user => user.IsStaff == yes),
            false => users.Where(user => !user.IsStaff),
            null => users,
        };
        return filter.IsSuperuser switch
        {
            true => users.Where(user => user.IsSuperuser == yes),
            false => users.Where(user => !user.IsSuperuser),
            null => users,
        };
    }

    private IQueryable<User> Order(IQueryable<User> users, UserListSegment segment, string search, UserListPosition? after)
    {
        bool isDescending = segment.IsDescending;
        string email = EmailAddress.KeyOf(search);
        string emailEnd = email + context.LastCharacter;
        string username = Username.KeyOf(search);
        string usernameEnd = username + context.LastCharacter;
        return segment.Kind switch
        {
            UserListSegmentKind.ById => users.Where(user => user.Id == Guid.Parse(search)),
            UserListSegmentKind.ByCreation => ByCreation(users, after, isDescending),
            UserListSegmentKind.ByLastLogin => ByLastLogin(users, after, isDescending),
            UserListSegmentKind.NeverLoggedIn => NeverLoggedIn(users, after, isDescending),
            UserListSegmentKind.ByEmail => ByEmail(users, after, isDescending),
            UserListSegmentKind.ByUsername => ByUsername(users, after, isDescending),
            UserListSegmentKind.MatchingEmail => ByEmail(
                users.Where(user => string.Compare(user.NormalizedEmail, email) >= 0 && string.Compare(user.NormalizedEmail, emailEnd) < 0),
                after,
                isDescending),
            UserListSegmentKind.MatchingUsername => ByUsername(
                users
                    .Where(user => string.Compare(user.NormalizedUsername, username) >= 0 && string.Compare(user.NormalizedUsername, usernameEnd) < 0)
                    .Where(user => !(string.Compare(user.NormalizedEmail, email) >= 0 && string.Compare(user.NormalizedEmail, emailEnd) < 0)),
                after,
                isDescending),
            _ => throw new ArgumentOutOfRangeException(nameof(segment)),
        };
    }

    // The first comparison is one that an index can begin at; the second takes out what has the same time.
    private static IOrderedQueryable<User> ByCreation(IQueryable<User> users, UserListPosition? after, bool isDescending)
    {
        if (after is { Time: { } time, Id: var id })
        {
            users = isDescending
                ? users.Where(user => user.CreatedAt <= time && (user.CreatedAt < time || user.Id < id))
                : users.Where(user => user.CreatedAt >= time && (user.CreatedAt > time || user.Id > id));
        }

        return Sort(users, user => user.CreatedAt, isDescending);
    }

    // That there was a login at all is said as a time, because SQLite cannot begin at what is not null.
    private static IOrderedQueryable<User> ByLastLogin(IQueryable<User> users, UserListPosition? after, bool isDescending)
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch;
        if (after is not { Time: { } time, Id: var id })
        {
            users = users.Where(user => user.LastLoginAt > start);
        }
        else if (isDescending)
        {
            users = users.Where(user => user.LastLoginAt > start && user.LastLoginAt <= time && (user.LastLoginAt < time || user.Id < id));
        }
        else
        {
            users = users.Where(user => user.LastLoginAt >= time && (user.LastLoginAt > time || user.Id > id));
        }

        return Sort(users, user => user.LastLoginAt, isDescending);
    }

    // Ordered by a column that is null in all of them, because PostgreSQL does not see that it need not be.
    private static IOrderedQueryable<User> NeverLoggedIn(IQueryable<User> users, UserListPosition? after, bool isDescending)
    {
        users = users.Where(user => user.LastLoginAt == null);
        if (after is { Id: var id })
        {
            users = isDescending ? users.Where(user => user.Id < id) : users.Where(user => user.Id > id);
        }

        return Sort(users, user => user.LastLoginAt, isDescending);
    }

    private static IOrderedQueryable<User> ByEmail(IQueryable<User> users, UserListPosition? after, bool isDescending)
    {
        if (after is { Name: { } name })
        {
            users = isDescending
                ? users.Where(user => string.Compare(user.NormalizedEmail, name) < 0)
                : users.Where(user => string.Compare(user.NormalizedEmail, name) > 0);
        }

        return isDescending ? users.OrderByDescending(user => user.NormalizedEmail) : users.OrderBy(user => user.NormalizedEmail);
    }

    private static IOrderedQueryable<User> ByUsername(IQueryable<User> users, UserListPosition? after, bool isDescending)
    {
        if (after is { Name: { } name })
        {
            users = isDescending
                ? users.Where(user => string.Compare(user.NormalizedUsername, name) < 0)
                : users.Where(user => string.Compare(user.NormalizedUsername, name) > 0);
        }

        return isDescending ? users.OrderByDescending(user => user.NormalizedUsername) : users.OrderBy(user => user.NormalizedUsername);
    }

    private static IOrderedQueryable<User> Sort<T>(IQueryable<User> users, Expression<Func<User, T>> key, bool isDescending) => isDescending
        ? users.OrderByDescending(key).ThenByDescending(user => user.Id)
        : users.OrderBy(key).ThenBy(user => user.Id);
}
