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
    AccountExportReader accountExportReader,
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
            accountExportReader.ReadSessionsAsync(query, cancellationToken),
            accountExportReader.ReadTokensAsync(query, cancellationToken),
            accountExportReader.ReadEventsAsync(query, cancellationToken),
            accountExportReader.ReadKnownNetworksAsync(query, cancellationToken),
            accountExportReader.ReadLinksAsync(query, cancellationToken),
            accountExportReader.ReadCodesAsync(query, cancellationToken),
            accountExportReader.ReadEmailsAsync(query, cancellationToken));
    }
}
