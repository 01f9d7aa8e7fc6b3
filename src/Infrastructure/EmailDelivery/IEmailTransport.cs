namespace CleanAuth.Infrastructure.EmailDelivery;

internal interface IEmailTransport
{
    /// <summary>Opens a connection for several emails.</summary>
    /// <exception cref="EmailException">No email can be sent now.</exception>
    Task<IEmailConnection> ConnectAsync(CancellationToken cancellationToken);
}

/// <summary>Sends emails one after another.</summary>
internal interface IEmailConnection : IAsyncDisposable
{
    /// <summary>Returns when the mail server has accepted the email and is responsible for its delivery.</summary>
    /// <exception cref="EmailException">The email was not accepted.</exception>
    Task SendAsync(EmailMessage email, CancellationToken cancellationToken);
}
