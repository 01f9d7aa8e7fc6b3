using CleanAuth.Application.Errors;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.BulkUpdateUsers;

internal sealed class BulkUpdateUsersHandler(CurrentStaff staff, BulkUserActions actions, ILogger<BulkUpdateUsersHandler> logger)
    : IRequestHandler<BulkUpdateUsersCommand, BulkResultDto>
{
    public async Task<BulkResultDto> Handle(BulkUpdateUsersCommand command, CancellationToken cancellationToken)
    {
        string action = command.Action!;
        staff.Member.MustHave(BulkUserActions.PermissionFor(action));
        List<Guid> done = [];
        List<RefusedDto> refused = [];
        Guid[] ids = [.. command.UserIds!.Distinct()];
        foreach (Guid id in ids)
        {
            try
            {
                await actions.RunAsync(command, action, id, cancellationToken);
                done.Add(id);
            }
            catch (Exception exception) when (IsRefusal(exception))
            {
                refused.Add(new RefusedDto(id, exception.Message));
            }
            catch (Exception exception) when (exception is not OperationCanceledException && done.Count > 0)
            {
                // Report the accounts that were changed. If the store is down, each further account would fail after a timeout.
                logger.BulkUpdateAborted(action, command.CallerId, exception);
                Guid[] remaining = ids[(done.Count + refused.Count)..];
                refused.AddRange(remaining.Select(left => new RefusedDto(left, new StateUnavailableException().Message)));
                break;
            }
        }

        logger.UsersBulkUpdated(command.CallerId, action, done.Count, refused.Count);
        return new BulkResultDto(done, refused);
    }

    // If the caller loses their rights during the action, the remaining accounts are listed as refused.
    private static bool IsRefusal(Exception exception) => exception is
        NotFoundException or PermissionDeniedException or AccountUnavailableException or LastSuperuserException or AccountChangedException;
}
