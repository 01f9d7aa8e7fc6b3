using System.Net;
using System.Text;
using System.Text.Unicode;
using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Domain;

namespace CleanAuth.WebApi.Security;

/// <summary>The client of the current request.</summary>
internal sealed class RequestClient(IHttpContextAccessor accessor) : IRequestClient
{
    private const int MaxUserAgentLength = 256;

    public string? Network
    {
        get
        {
            IPAddress? address = accessor.HttpContext?.Connection.RemoteIpAddress;
            return (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
        }
    }

    public string? UserAgent
    {
        get
        {
            if ((string?)accessor.HttpContext?.Request.Headers.UserAgent is not { } header)
            {
                return null;
            }

            // The server reads headers as Latin-1; clients that send other characters send UTF-8.
            byte[] bytes = Encoding.Latin1.GetBytes(header);
            return (Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : header).Shorten(MaxUserAgentLength);
        }
    }
}
