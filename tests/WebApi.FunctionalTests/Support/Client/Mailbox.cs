using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Domain;
using CleanAuth.Domain.Emails;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Support.Client;

/// <summary>The emails that people would receive. They are rendered as the courier renders them, at the time of reading.</summary>
internal sealed class Mailbox(CleanAuthHost host)
{
    private const string Fragment = "#token=";

    private readonly List<EmailModel> emails = [];

    /// <summary>The secret of the link in an email.</summary>
    public static string TokenOf(EmailModel email) => email.Link!.Split(Fragment)[1];

    /// <summary>
    /// Empties the outbox, and returns all emails to an address so far, oldest first; emails of the same time are in any order.
    /// </summary>
    public async Task<EmailModel[]> ReadAsync(string address = TestData.Email)
    {
        await EmptyOutboxAsync();
        return [.. emails.Where(email => email.To == address)];
    }

    /// <summary>Empties the outbox, and returns the kinds of all emails to an address so far, oldest first.</summary>
    public async Task<EmailKind[]> KindsAsync(string address = TestData.Email) =>
        [.. (await ReadAsync(address)).Select(email => email.Kind)];

    /// <summary>Empties the outbox, and returns the secret of the link in the latest email of a kind to an address.</summary>
    public async Task<string> TokenAsync(EmailKind kind, string address = TestData.Email) =>
        TokenOf((await ReadAsync(address)).Last(email => email.Kind == kind));

    /// <summary>Returns the emails of a kind that wait in the outbox, oldest first, and keeps them there.</summary>
    public Task<List<OutgoingEmail>> ReadOutboxAsync(EmailKind kind) => host.QueryAsync(context => context.OutgoingEmails
        .AsNoTracking().Where(email => email.Kind == kind).OrderBy(email => email.CreatedAt).ThenBy(email => email.Id).ToListAsync());

    /// <summary>Renders the latest email of a kind in the outbox, and keeps it there; null if it is no longer to be sent.</summary>
    public async Task<EmailModel?> PrepareLatestAsync(EmailKind kind) =>
        await host.CommandAsync(new PrepareEmailCommand((await ReadOutboxAsync(kind))[^1].Id));

    /// <summary>The secret of the link in the latest email of a kind in the outbox, which stays there.</summary>
    public async Task<string> LatestTokenAsync(EmailKind kind) => TokenOf((await PrepareLatestAsync(kind))!);

    /// <summary>Requests a login code, and renders its email.</summary>
    public async Task<(string Nonce, EmailModel Email)> RequestCodeAsync(Api api, string address = TestData.Email)
    {
        string nonce = (string)(await api.RequestLoginCodeAsync(address)).Json["nonce"]!;
        OutgoingEmail email = (await ReadOutboxAsync(EmailKind.LoginCode)).Single(waiting => waiting.Subject == RandomSecret.HashOf(nonce));
        return (nonce, (await host.CommandAsync(new PrepareEmailCommand(email.Id)))!);
    }

    /// <summary>Registers an account, opens a session, and verifies the address.</summary>
    public async Task<ClientTokens> RegisterVerifiedOwnerAsync(
        Api api, string address = TestData.Email, string username = TestData.Username)
    {
        ClientTokens session = await api.RegisterAndLogInAsync(address, username);
        await api.VerifyEmailAsync(await TokenAsync(EmailKind.VerifyEmail, address));
        return session;
    }

    private async Task EmptyOutboxAsync()
    {
        List<Guid> ids = await host.QueryAsync(context =>
            context.OutgoingEmails.OrderBy(email => email.Id).Select(email => email.Id).ToListAsync());
        foreach (Guid id in ids)
        {
            if (await host.CommandAsync(new PrepareEmailCommand(id)) is { } email)
            {
                emails.Add(email);
            }

            await host.QueryAsync(context => context.OutgoingEmails.Where(row => row.Id == id).ExecuteDeleteAsync());
        }
    }
}
