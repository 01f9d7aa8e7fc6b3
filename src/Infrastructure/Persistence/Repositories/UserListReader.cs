using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

/// <summary>
/// Lists accounts by keyset pagination. Each query continues in an index after the previous page, so every page costs the same. The query
/// plan tests check the indexes.
/// </summary>
[SuppressMessage(
    "Globalization",
    "CA1309",
    Justification = "The database compares, and does so ordinally; EF Core knows no other overload.")]
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
        return
        [
            .. rows.Select(row => new ListedUser(
                row.Row,
                PositionOf(segment.Kind, row.Row, row.NormalizedEmail, row.NormalizedUsername))),
        ];
    }

    private static UserListPosition PositionOf(
        UserListSegmentKind kind,
        UserRowDto row,
        string normalizedEmail,
        string normalizedUsername) => kind switch
    {
        UserListSegmentKind.ByCreation => new(row.Id, Time: row.CreatedAt),
        UserListSegmentKind.ByLastLogin => new(row.Id, Time: row.LastLoginAt),
        UserListSegmentKind.ByEmail or UserListSegmentKind.MatchingEmail => new(row.Id, Name: normalizedEmail),
        UserListSegmentKind.ByUsername or UserListSegmentKind.MatchingUsername => new(row.Id, Name: normalizedUsername),
        _ => new(row.Id),
    };

    // SQLite does not know how often a value occurs. Compare a rare flag value with a parameter, so that SQLite searches the index of the
    // flag. Test a common flag value on the column alone, so that SQLite walks the index of the sort order.
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
                users.Where(user =>
                    string.Compare(user.NormalizedEmail, email) >= 0 && string.Compare(user.NormalizedEmail, emailEnd) < 0),
                after,
                isDescending),
            UserListSegmentKind.MatchingUsername => ByUsername(
                users
                    .Where(user =>
                        string.Compare(user.NormalizedUsername, username) >= 0 && string.Compare(user.NormalizedUsername, usernameEnd) < 0)
                    .Where(user =>
                        !(string.Compare(user.NormalizedEmail, email) >= 0 && string.Compare(user.NormalizedEmail, emailEnd) < 0)),
                after,
                isDescending),
            _ => throw new ArgumentOutOfRangeException(nameof(segment)),
        };
    }

    // The first comparison is the start of an index range; the second excludes rows with the same time that were already listed.
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

    // Compare with 1970 instead of IS NOT NULL: SQLite cannot use IS NOT NULL as the start of an index range.
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

    // Order by LastLoginAt although it is null in all rows; otherwise PostgreSQL does not use the index.
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
