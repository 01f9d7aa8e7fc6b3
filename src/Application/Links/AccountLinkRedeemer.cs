using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Validation;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.Links;

/// <summary>Does what a link is for, exactly once. Whatever is wrong with a link, its caller hears the same.</summary>
internal sealed class AccountLinkRedeemer(IAccountLinkRepository links, IAccountUpdates accounts, TimeProvider clock)
{
    public const string Member = "token";
    public const string Invalid = "The link is invalid or has expired.";

    /// <summary>The rule for the secret of a link.</summary>
    public static readonly TextRule Rule = new()
    {
        Format = text => text.Length <= MaxLength ? null : Invalid,
    };

    private const string Email = "email";
    private const int MaxLength = 128;

    /// <summary>Finds a valid link without redeeming it. Do slow work between this and <see cref="UseAsync"/>.</summary>
    /// <exception cref="InvalidInputException">There is no such link, or it has expired.</exception>
    public async Task<AccountLink> FindAsync(string secret, LinkPurpose purpose, CancellationToken cancellationToken) =>
        await TryFindAsync(secret, purpose, cancellationToken) ?? throw Refused();

    /// <summary>The same; null where there is no such link, or it has expired.</summary>
    public async Task<AccountLink?> TryFindAsync(string secret, LinkPurpose purpose, CancellationToken cancellationToken) =>
        await links.ReadAsync(RandomSecret.HashOf(secret), cancellationToken) is { } link
            && link.Purpose == purpose
            && clock.GetUtcNow() < link.ExpiresAt
            ? link
            : null;

    /// <summary>Uses a link up and changes its account, both or neither.</summary>
    /// <exception cref="InvalidInputException">It was used meanwhile, or the account is not what it was when the link was made.</exception>
    public async Task UseAsync(AccountLink link, Func<User, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        try
        {
            await accounts.ChangeAsync(link.UserId, version: null, UseAndChangeAsync, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw Refused();
        }
        catch (InvalidInputException refusal) when (refusal.Errors.ContainsKey(Email))
        {
            // Another account has the address by now.
            throw Refused();
        }

        async Task UseAndChangeAsync(User user, CancellationToken token)
        {
            if (!link.IsValidFor(user) || !await links.TryUseAsync(link.Id, clock.GetUtcNow(), token))
            {
                throw Refused();
            }

            await change(user, token);
        }
    }

    public static InvalidInputException Refused() => InvalidInputException.Of(Member, Invalid);
}
