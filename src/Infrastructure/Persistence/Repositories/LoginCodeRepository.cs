using CleanAuth.Application.Abstractions.Login;
using CleanAuth.Domain.Login;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class LoginCodeRepository(AuthDbContext context) : ILoginCodeRepository
{
    public void Add(LoginCode code) => context.LoginCodes.Add(code);

    public Task<LoginCode?> FindAsync(string id, CancellationToken cancellationToken) =>
        context.LoginCodes.FirstOrDefaultAsync(code => code.Id == id, cancellationToken);

    public async Task<LoginCode?> TryCountAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int counted = await context.WriteAsync(
            token => context.LoginCodes
                .Where(code => code.Id == id && code.Tries < LoginCode.MaxAttempts && code.ExpiresAt > now)
                .ExecuteUpdateAsync(row => row.SetProperty(code => code.Tries, code => code.Tries + 1), token),
            cancellationToken);
        return counted == 1
            ? await context.LoginCodes.AsNoTracking().FirstOrDefaultAsync(code => code.Id == id, cancellationToken)
            : null;
    }

    public async Task<bool> TryRedeemAsync(string id, DateTimeOffset now, CancellationToken cancellationToken) =>
        await context.LoginCodes.Where(code => code.Id == id && code.ExpiresAt > now).ExecuteDeleteAsync(cancellationToken) == 1;
}
