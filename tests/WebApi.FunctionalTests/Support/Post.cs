using System.Text.Json.Nodes;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.WriteLetter;
using CleanAuth.Domain.Emails;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Support;

/// <summary>The mail of everybody: has the messages that wait written, as they are when they are sent.</summary>
internal sealed class Post(CleanAuthHost host)
{
    /// <summary>The messages of a kind that wait, oldest first.</summary>
    public Task<List<OutgoingMail>> WaitingAsync(MailKind kind) => host.QueryAsync(context => context.OutgoingMails
        .AsNoTracking().Where(mail => mail.Kind == kind).OrderBy(mail => mail.CreatedAt).ThenBy(mail => mail.Id).ToListAsync());

    /// <summary>The letter that the last of them makes; null when there is nothing to send.</summary>
    public async Task<Letter?> WriteLastAsync(MailKind kind) =>
        await host.CommandAsync(new WriteLetterCommand((await WaitingAsync(kind))[^1].Id));

    /// <summary>The secret of the link in it.</summary>
    public async Task<string> TokenOfLastAsync(MailKind kind) => TokenOf((await WriteLastAsync(kind))!);

    public static string TokenOf(Letter letter) => letter.Link!.Split("#token=")[1];

    /// <summary>Asks for a code and has the mail sent.</summary>
    public async Task<(string Nonce, Letter Letter)> RequestCodeAsync(Api api, string email = TestData.Email)
    {
        Answer answer = await api.RequestLoginCodeAsync(email);
        OutgoingMail mail = (await WaitingAsync(MailKind.LoginCode)).Single(waiting => waiting.Subject == IdOf(answer.Json));
        return ((string)answer.Json["nonce"]!, (await host.CommandAsync(new WriteLetterCommand(mail.Id)))!);
    }

    private static string IdOf(JsonNode answer) => Domain.RandomSecret.HashOf((string)answer["nonce"]!);
}
