using System.Text.Json.Nodes;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Domain.Emails;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Support;

/// <summary>The mail of everybody: has the messages that wait written, as they are when they are sent.</summary>
internal sealed class Post(CleanAuthHost host)
{
    /// <summary>The messages of a kind that wait, oldest first.</summary>
    public Task<List<OutgoingEmail>> WaitingAsync(EmailKind kind) => host.QueryAsync(context => context.OutgoingEmails
        .AsNoTracking().Where(mail => mail.Kind == kind).OrderBy(mail => mail.CreatedAt).ThenBy(mail => mail.Id).ToListAsync());

    /// <summary>The letter that the last of them makes; null when there is nothing to send.</summary>
    public async Task<EmailModel?> PrepareLatestAsync(EmailKind kind) =>
        await host.CommandAsync(new PrepareEmailCommand((await WaitingAsync(kind))[^1].Id));

    /// <summary>The secret of the link in it.</summary>
    public async Task<string> LatestTokenAsync(EmailKind kind) => TokenOf((await PrepareLatestAsync(kind))!);

    public static string TokenOf(EmailModel letter) => letter.Link!.Split("#token=")[1];

    /// <summary>Asks for a code and has the mail sent.</summary>
    public async Task<(string Nonce, EmailModel EmailModel)> RequestCodeAsync(Api api, string email = TestData.Email)
    {
        Answer answer = await api.RequestLoginCodeAsync(email);
        OutgoingEmail mail = (await WaitingAsync(EmailKind.LoginCode)).Single(waiting => waiting.Subject == IdOf(answer.Json));
        return ((string)answer.Json["nonce"]!, (await host.CommandAsync(new PrepareEmailCommand(mail.Id)))!);
    }

    private static string IdOf(JsonNode answer) => Domain.RandomSecret.HashOf((string)answer["nonce"]!);
}
