using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;

/// <summary>Lists the stored refresh tokens of an account, newest first.</summary>
public sealed record ListRefreshTokensQuery(Guid CallerId, Guid UserId, string? Cursor) : IRequest<RefreshTokensPageDto>, IStaffRequest;

/// <summary>A page of refresh tokens.</summary>
/// <param name="Results">The tokens.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record RefreshTokensPageDto(IReadOnlyList<RefreshTokenDto> Results, string? Next)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static RefreshTokensPageDto Example => new([RefreshTokenDto.Example], Next: null);
}
