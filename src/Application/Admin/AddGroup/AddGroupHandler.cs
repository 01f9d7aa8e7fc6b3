using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.AddGroup;

internal sealed class AddGroupHandler(
    IGroupRepository groups,
    ISecurityEvents events,
    IUnitOfWork unitOfWork,
    CurrentStaff staff,
    TimeProvider clock,
    ILogger<AddGroupHandler> logger) : IRequestHandler<AddGroupCommand, GroupDto>
{
    public static readonly string TooMany = $"There are {Group.MaxCount} groups already, the most that there may be.";

    public async Task<GroupDto> Handle(AddGroupCommand command, CancellationToken cancellationToken)
    {
        // Superusers who add groups at the same moment may exceed the limit by as many.
        if (await groups.CountAsync(cancellationToken) >= Group.MaxCount)
        {
            throw InvalidInputException.Of(InvalidInputException.NoField, TooMany);
        }

        Group group = Group.Create(command.Name.Value, PermissionSet.Of(command.Permissions!), clock.GetUtcNow());

        // Whether the name is taken only the index knows for certain.
        groups.Add(group);
        events.Add(SecurityEventKind.GroupChanged, userId: null, sessionId: null);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        logger.GroupAdded(group.Id, staff.Member.Id);

        // Read again, as databases keep fewer digits of an instant, and the version is made of one.
        return await groups.DescribeAsync(group.Id, cancellationToken);
    }
}
