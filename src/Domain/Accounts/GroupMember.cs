namespace CleanAuth.Domain.Accounts;

/// <summary>The membership of an account in a group.</summary>
public sealed class GroupMember
{
    private GroupMember()
    {
        // for EF Core
    }

    public Guid UserId { get; private set; }

    public Guid GroupId { get; private set; }

    public static GroupMember Create(Guid userId, Guid groupId) => new() { UserId = userId, GroupId = groupId };
}
