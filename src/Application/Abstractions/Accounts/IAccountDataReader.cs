using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>Reads the personal data of an account for its export, in pages ordered by id, untracked.</summary>
public interface IAccountDataReader
{
    Task<IReadOnlyList<AttemptCounter>> ReadKnownNetworksAsync(Guid userId, string after, int count, CancellationToken cancellationToken);

    Task<IReadOnlyList<AccountLink>> ReadLinksAsync(Guid userId, string after, int count, CancellationToken cancellationToken);

    Task<IReadOnlyList<LoginCode>> ReadCodesAsync(Guid userId, string after, int count, CancellationToken cancellationToken);

    Task<IReadOnlyList<OutgoingEmail>> ReadEmailsAsync(Guid userId, Guid after, int count, CancellationToken cancellationToken);
}
