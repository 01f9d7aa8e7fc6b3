using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>
/// The queries of nearly every request, compiled once. They are not static, because EF Core binds a compiled query to the model of
/// one provider, and the tests use several in one process.
/// </summary>
internal sealed class CompiledQueries
{
    public Func<AuthDbContext, Guid, CancellationToken, Task<User?>> ReadUser { get; } =
        EF.CompileAsyncQuery((AuthDbContext context, Guid id, CancellationToken _) =>
            context.Users.AsNoTracking().FirstOrDefault(user => user.Id == id));

    public Func<AuthDbContext, string, CancellationToken, Task<LoginCredential?>> ReadCredential { get; } =
        EF.CompileAsyncQuery((AuthDbContext context, string normalizedEmail, CancellationToken _) =>
            context.Users
                .Where(user => user.NormalizedEmail == normalizedEmail)
                .Select(user => new LoginCredential(user.Id, user.PasswordHash, user.IsActive, user.IsStaff, user.EmailVerifiedAt != null))
                .FirstOrDefault());

    public Func<AuthDbContext, Guid, CancellationToken, Task<OwnedSession?>> ReadAdminSession { get; } =
        EF.CompileAsyncQuery((AuthDbContext context, Guid id, CancellationToken _) => (
            from session in context.Sessions.AsNoTracking()
            join user in context.Users.AsNoTracking() on session.UserId equals user.Id
            where session.Id == id && session.IsAdmin
            select new OwnedSession(session, user)).FirstOrDefault());

    public Func<AuthDbContext, Guid, CancellationToken, Task<PresentedToken?>> ReadPresentedToken { get; } =
        EF.CompileAsyncQuery((AuthDbContext context, Guid id, CancellationToken _) => (
            from token in context.RefreshTokens.AsNoTracking()
            join session in context.Sessions.AsNoTracking() on token.SessionId equals session.Id
            join user in context.Users.AsNoTracking() on token.UserId equals user.Id
            where token.Id == id
            select new PresentedToken(token, session, user)).FirstOrDefault());
}
