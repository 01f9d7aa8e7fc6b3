using CleanAuth.Infrastructure.EmailDelivery.Templates;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>The way that messages go.</summary>
internal interface IEmailTransport
{
    /// <summary>Makes ready to send several.</summary>
    /// <exception cref="EmailException">Nothing can be sent now.</exception>
    Task<IMailConnection> ConnectAsync(CancellationToken cancellationToken);
}

/// <summary>Sends messages one after another.</summary>
internal interface IMailConnection : IAsyncDisposable
{
    /// <summary>Answers once the message is somebody else's to keep.</summary>
    /// <exception cref="EmailException">It is not.</exception>
    Task SendAsync(EmailMessage mail, CancellationToken cancellationToken);
}
