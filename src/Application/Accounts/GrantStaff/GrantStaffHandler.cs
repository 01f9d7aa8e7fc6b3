using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.GrantStaff;

internal sealed class GrantStaffHandler(
    IUserRepository users,
    IUnitOfWork unitOfWork,
    TimeProvider clock,
    ILogger<GrantStaffHandler> logger) : IRequestHandler<GrantStaffCommand, Unit>
{
    public async Task<Unit> Handle(GrantStaffCommand command, CancellationToken cancellationToken)
    {
        User user = await users.FindByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        user.GrantStaff(clock.GetUtcNow());
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.StaffGranted(user.Id);
        return Unit.Value;
    }
}
