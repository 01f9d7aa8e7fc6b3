using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Users.ListUsers;

namespace CleanAuth.WebApi.AdminPages.Users.List;

/// <summary>The query of the list of accounts.</summary>
public sealed class UsersQuery
{
    public string? Q { get; set; }

    public bool? Active { get; set; }

    public bool? Staff { get; set; }

    public bool? Superuser { get; set; }

    public string? Ordering { get; set; }

    public string? Cursor { get; set; }

    /// <summary>The URL of the same list at another cursor.</summary>
    public string UrlOf(string? cursor) => $"/admin/users/{QueryString.Create(
    [
        .. new Dictionary<string, string?>
        {
            ["q"] = Q,
            ["active"] = Text(Active),
            ["staff"] = Text(Staff),
            ["superuser"] = Text(Superuser),
            ["ordering"] = Ordering,
            ["cursor"] = cursor,
        }.Where(pair => !string.IsNullOrEmpty(pair.Value)),
    ])}";

    /// <summary>As text, because Razor uses a boolean value to decide whether to write the attribute.</summary>
    public static string? Text(bool? value) => value?.ToString().ToLowerInvariant();

    public UserFilter ToFilter() => new(string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(), Active, Staff, Superuser);

    public ListUsersQuery ToQuery(Guid callerId) => new(
        callerId,
        ToFilter(),
        string.IsNullOrEmpty(Ordering) ? null : Ordering,
        string.IsNullOrEmpty(Cursor) ? null : Cursor,
        PageSize: null);
}
