using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>What is on record of one account in lists that nobody else reads by account; some at a time, behind an id, to be looked at only.</summary>
public interface IAccountDataReader
{
    Task<IReadOnlyList<AttemptCounter>> ReadLoginsAsync(Guid userId, string after, int count, CancellationToken cancellationToken);

    Task<IReadOnlyList<AccountLink>> ReadLinksAsync(Guid userId, string after, int count, CancellationToken cancellationToken);

    Task<IReadOnlyList<LoginCode>> ReadCodesAsync(Guid userId, string after, int count, CancellationToken cancellationToken);

    Task<IReadOnlyList<OutgoingEmail>> ReadMessagesAsync(Guid userId, Guid after, int count, CancellationToken cancellationToken);
}
