using MediatR;

namespace CleanAuth.Application.CurrentUser.ExportCurrentUser;

/// <summary>Streams the stored data of the caller.</summary>
public sealed record ExportCurrentUserQuery(Guid UserId, Guid SessionId) : IRequest<AccountExportDto>;
