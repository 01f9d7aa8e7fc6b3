using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.AccountLifecycle;

/// <summary>Prevents the loss of the last active superuser. Without one, only the command line could grant rights.</summary>
internal sealed class LastSuperuserGuard(IUserRepository users)
{
    /// <summary>Requires another active superuser before an account loses its rights. Call it in the transaction of the change.</summary>
    /// <exception cref="LastSuperuserException">The account is the last active superuser.</exception>
    public async Task RequireAnotherAsync(User user, CancellationToken cancellationToken)
    {
        if (user.IsActiveSuperuser && !await users.LockAndFindOtherSuperuserAsync(user.Id, cancellationToken))
        {
            throw new LastSuperuserException();
        }
    }
}
