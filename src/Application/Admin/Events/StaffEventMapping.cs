using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Events.ListEvents;
using CleanAuth.Application.Auditing;
using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Admin.Events;

internal static class StaffEventMapping
{
    /// <summary>Maps events to what staff see, with the addresses of accounts that still exist.</summary>
    public static async Task<IReadOnlyList<StaffEventDto>> ToDtosAsync(
        this IEnumerable<SecurityEvent> events,
        IUserRepository users,
        CancellationToken cancellationToken)
    {
        SecurityEvent[] items = [.. events];
        Guid[] ids = [.. items.SelectMany(item => new[] { item.UserId, item.ActorId }).OfType<Guid>().Distinct()];
        IReadOnlyDictionary<Guid, string> emails = ids.Length == 0
            ? new Dictionary<Guid, string>()
            : await users.ReadEmailsAsync(ids, cancellationToken);
        return [.. items.Select(item => item.ToDto(emails))];
    }

    private static StaffEventDto ToDto(this SecurityEvent item, IReadOnlyDictionary<Guid, string> emails) => new(
        item.Id,
        EventKindNames.NameOf(item.Kind),
        item.At,
        item.UserId,
        item.SessionId,
        item.ActorId,
        item.Network,
        item.UserId is { } userId ? emails.GetValueOrDefault(userId) : null,
        item.ActorId is { } actorId ? emails.GetValueOrDefault(actorId) : null);
}
