using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.CurrentUser.ExportCurrentUser;

internal sealed class ExportCurrentUserHandler(
    IRightsReader rightsReader,
    AccountExportReader pages,
    ISecurityEventWriter events,
    IUnitOfWork unitOfWork,
    ILogger<ExportCurrentUserHandler> logger) : IRequestHandler<ExportCurrentUserQuery, AccountExportDto>
{
    public async Task<AccountExportDto> Handle(ExportCurrentUserQuery query, CancellationToken cancellationToken)
    {
        Rights? rights = await rightsReader.ReadAsync(query.UserId, cancellationToken);
        User user = (rights?.User).MustBeActive();
        events.Add(SecurityEventKind.DataExported, user.Id, query.SessionId);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.DataExported(user.Id);
        return new AccountExportDto(
            user.ToExport(),
            [.. rights!.Groups.Select(group => group.Name)],
            rights.Permissions.Names,
            pages.ReadSessionsAsync(query, cancellationToken),
            pages.ReadTokensAsync(query, cancellationToken),
            pages.ReadEventsAsync(query, cancellationToken),
            pages.ReadKnownNetworksAsync(query, cancellationToken),
            pages.ReadLinksAsync(query, cancellationToken),
            pages.ReadCodesAsync(query, cancellationToken),
            pages.ReadEmailsAsync(query, cancellationToken));
    }
}
