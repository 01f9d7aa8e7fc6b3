using MediatR;

namespace CleanAuth.Application.CurrentUser.ExportCurrentUser;

/// <summary>Reads all that is stored about the caller, in small portions while it is taken.</summary>
public sealed record ExportCurrentUserQuery(Guid UserId, Guid SessionId) : IRequest<AccountExportDto>;
