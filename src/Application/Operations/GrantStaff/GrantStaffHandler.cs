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
    AccessRevoker revoker,
    TimeProvider clock,
    ILogger<GrantStaffHandler> logger) : IRequestHandler<GrantStaffCommand, Unit>
{
    public async Task<Unit> Handle(GrantStaffCommand command, CancellationToken cancellationToken)
    {
        User seen = await users.ReadByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        await accounts.UpdateAsync(seen.Id, GrantAsync, cancellationToken);

        logger.StaffGranted(seen.Id);
        return Unit.Value;

        async Task GrantAsync(User user, CancellationToken token)
        {
            if (user.IsStaff)
            {
                return;
            }

            if (!user.HasProvenOwner && !command.EvenUnproven)
            {
                throw new UnprovenOwnerException();
            }

            DateTimeOffset now = clock.GetUtcNow();
            user.GrantStaff(now);
            await revoker.RevokeAllAsync(user, now, token);
        }
    }
}
