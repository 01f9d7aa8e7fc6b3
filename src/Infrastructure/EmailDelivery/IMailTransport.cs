using CleanAuth.Infrastructure.EmailDelivery.Templates;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>The way that messages go.</summary>
internal interface IMailTransport
{
    /// <summary>Makes ready to send several.</summary>
    /// <exception cref="MailException">Nothing can be sent now.</exception>
    Task<IMailConnection> ConnectAsync(CancellationToken cancellationToken);
}

/// <summary>Sends messages one after another.</summary>
internal interface IMailConnection : IAsyncDisposable
{
    /// <summary>Answers once the message is somebody else's to keep.</summary>
    /// <exception cref="MailException">It is not.</exception>
    Task SendAsync(WrittenMail mail, CancellationToken cancellationToken);
}
