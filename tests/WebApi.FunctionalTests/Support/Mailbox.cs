using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Domain.Emails;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Support;

/// <summary>The emails that people would receive: the outbox is emptied and its emails are rendered as they are when sent.</summary>
internal sealed class Mailbox(CleanAuthHost host)
{
    private const string Fragment = "#token=";

    private readonly List<EmailModel> letters = [];

    /// <summary>All letters to an address so far, the oldest first; those of one moment in any order.</summary>
    public async Task<EmailModel[]> ReadAsync(string address = TestData.Email)
    {
        await EmptyOutboxAsync();
        return [.. letters.Where(letter => letter.To == address)];
    }

    /// <summary>Returns the kinds of all emails to an address so far, oldest first.</summary>
    public async Task<EmailKind[]> KindsAsync(string address = TestData.Email) =>
        [.. (await ReadAsync(address)).Select(letter => letter.Kind)];

    /// <summary>The secret of the link in the latest letter of a kind to an address.</summary>
    public async Task<string> TokenAsync(EmailKind kind, string address = TestData.Email)
    {
        string link = (await ReadAsync(address)).Last(letter => letter.Kind == kind).Link!;
        return link[(link.IndexOf(Fragment, StringComparison.Ordinal) + Fragment.Length)..];
    }

    private async Task EmptyOutboxAsync()
    {
        List<Guid> ids = await host.QueryAsync(context =>
            context.OutgoingEmails.OrderBy(mail => mail.Id).Select(mail => mail.Id).ToListAsync());
        foreach (Guid id in ids)
        {
            if (await host.CommandAsync(new PrepareEmailCommand(id)) is { } letter)
            {
                letters.Add(letter);
            }

            await host.QueryAsync(context => context.OutgoingEmails.Where(mail => mail.Id == id).ExecuteDeleteAsync());
        }
    }
}
