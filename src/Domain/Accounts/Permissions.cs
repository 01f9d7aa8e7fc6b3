using System.Collections.Frozen;

namespace CleanAuth.Domain.Accounts;

/// <summary>The permissions that staff can have. All staff may read; superusers may do everything.</summary>
public static class Permissions
{
    public const string AddUser = "add_user";
    public const string ChangeUser = "change_user";
    public const string SetPassword = "set_password";

    /// <summary>Deactivate and activate accounts.</summary>
    public const string DeactivateUser = "deactivate_user";
    public const string DeleteUser = "delete_user";

    /// <summary>Export the list of accounts as a file.</summary>
    public const string ExportUsers = "export_users";

    /// <summary>End sessions and blacklist refresh tokens.</summary>
    public const string EndSession = "end_session";

    /// <summary>All permissions, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } =
        [AddUser, ChangeUser, SetPassword, DeactivateUser, DeleteUser, ExportUsers, EndSession];

    private static readonly FrozenSet<string> Known = All.ToFrozenSet(StringComparer.Ordinal);

    public static bool Exists(string name) => Known.Contains(name);
}
