using System.Net;
using CleanAuth.Application.Abstractions;
using CleanAuth.Domain;

namespace CleanAuth.WebApi.Security;

/// <summary>The client of the request that is being served.</summary>
internal sealed class RequestClient(IHttpContextAccessor accessor) : IClient
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

    public string? UserAgent => ((string?)accessor.HttpContext?.Request.Headers.UserAgent)?.Shorten(MaxUserAgentLength);
}
