using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Validation;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.Links;

/// <summary>
/// Redeems a link exactly once. Every refusal gives the same error, so that a caller cannot tell why a link is invalid.
/// </summary>
internal sealed class AccountLinkRedeemer(IAccountLinkRepository links, IAccountUpdates accounts, TimeProvider clock)
{
    public const string FieldName = "token";
    public const string Invalid = "The link is invalid or has expired.";

    /// <summary>The rule for the secret of a link.</summary>
    public static readonly TextRule Rule = new()
    {
        Format = text => text.Length <= MaxLength ? null : Invalid,
    };

    private const string Email = "email";
    private const int MaxLength = 128;

    /// <summary>Finds a valid link without redeeming it. Do slow work between this and the redemption.</summary>
    /// <exception cref="InvalidInputException">The link does not exist or has expired.</exception>
    public async Task<AccountLink> FindValidAsync(string secret, LinkPurpose purpose, CancellationToken cancellationToken) =>
        await TryFindValidAsync(secret, purpose, cancellationToken) ?? throw Refused();

    /// <summary>Finds a valid link without redeeming it. Returns null if the link does not exist or has expired.</summary>
    public async Task<AccountLink?> TryFindValidAsync(string secret, LinkPurpose purpose, CancellationToken cancellationToken) =>
        await links.ReadAsync(RandomSecret.HashOf(secret), cancellationToken) is { } link
            && link.Purpose == purpose
            && clock.GetUtcNow() < link.ExpiresAt
            ? link
            : null;

    /// <summary>Redeems a link and updates its account in one transaction. Returns the result of the update.</summary>
    /// <exception cref="InvalidInputException">A concurrent request redeemed the link, or a change of the account voided it.</exception>
    public async Task<T> RedeemAsync<T>(
        AccountLink link,
        Func<User, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken)
    {
        try
        {
            return await accounts.UpdateAsync(link.UserId, RedeemAndChangeAsync, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw Refused();
        }
        catch (InvalidInputException refusal) when (refusal.Errors.ContainsKey(Email))
        {
            // Another account has taken the address since the link was created.
            throw Refused();
        }

        async Task<T> RedeemAndChangeAsync(User user, CancellationToken token)
        {
            if (!link.IsValidFor(user) || !await links.TryRedeemAsync(link.Id, clock.GetUtcNow(), token))
            {
                throw Refused();
            }

            return await change(user, token);
        }
    }

    /// <summary>Redeems a link and updates its account in one transaction.</summary>
    /// <exception cref="InvalidInputException">A concurrent request redeemed the link, or a change of the account voided it.</exception>
    public Task RedeemAsync(
        AccountLink link,
        Func<User, CancellationToken, Task> change,
        CancellationToken cancellationToken) => RedeemAsync(
        link,
        async (user, token) =>
        {
            await change(user, token);
            return true;
        },
        cancellationToken);

    public static InvalidInputException Refused() => InvalidInputException.Of(FieldName, Invalid);
}
