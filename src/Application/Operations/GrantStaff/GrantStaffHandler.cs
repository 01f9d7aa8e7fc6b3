using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.GrantStaff;

internal sealed class GrantStaffHandler(
    IUserRepository users,
    IAccountUpdates accounts,
    AccessRevoker accessRevoker,
    TimeProvider clock,
    ILogger<GrantStaffHandler> logger) : IRequestHandler<GrantStaffCommand, Unit>
{
    public async Task<Unit> Handle(GrantStaffCommand command, CancellationToken cancellationToken)
    {
        User snapshot = await users.ReadByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        await accounts.UpdateAsync(snapshot.Id, GrantAsync, cancellationToken);

        logger.StaffGranted(snapshot.Id);
        return Unit.Value;

        async Task GrantAsync(User user, CancellationToken token)
        {
            if (user.IsStaff)
            {
                return;
            }

            if (!user.HasProvenOwner && !command.AllowUnprovenOwner)
            {
                throw new UnprovenOwnerException();
            }

            DateTimeOffset now = clock.GetUtcNow();
            user.GrantStaff(now);
            await accessRevoker.RevokeAllAsync(user, now, token);
        }
    }
}
