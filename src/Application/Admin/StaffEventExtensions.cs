using CleanAuth.Application.Admin.ListEvents;
using CleanAuth.Application.Auditing;
using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Admin;

internal static class StaffEventExtensions
{
    public static StaffEventDto Describe(this SecurityEvent item) =>
        new(item.Id, EventKinds.NameOf(item.Kind), item.At, item.UserId, item.SessionId, item.ActorId, item.Network);
}
