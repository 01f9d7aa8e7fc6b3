using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.ExportAccount;

internal sealed class ExportAccountHandler(
    IRightsReader rightsReader,
    AccountPages pages,
    ISecurityEvents events,
    IUnitOfWork unitOfWork,
    ILogger<ExportAccountHandler> logger) : IRequestHandler<ExportAccountQuery, AccountExportDto>
{
    public async Task<AccountExportDto> Handle(ExportAccountQuery query, CancellationToken cancellationToken)
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
            pages.ReadSessionsAsync(user.Id, cancellationToken),
            pages.ReadTokensAsync(user.Id, cancellationToken),
            pages.ReadEventsAsync(user.Id, cancellationToken),
            pages.ReadLoginsAsync(user.Id, cancellationToken),
            pages.ReadLinksAsync(user.Id, cancellationToken),
            pages.ReadCodesAsync(user.Id, cancellationToken),
            pages.ReadMessagesAsync(user.Id, cancellationToken));
    }
}
