using MediatR;

namespace CleanAuth.Application.CurrentUser.ExportAccount;

/// <summary>Reads all that is stored about the caller, in small portions while it is taken.</summary>
public sealed record ExportAccountQuery(Guid UserId, Guid SessionId) : IRequest<AccountExportDto>;
