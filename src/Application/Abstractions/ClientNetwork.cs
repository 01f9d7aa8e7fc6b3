using System.Net;
using System.Net.Sockets;

namespace CleanAuth.Application.Abstractions;

/// <summary>Which addresses are one client: an IPv4 address alone, and of IPv6 a /64, which one customer can use up at will.</summary>
public static class ClientNetwork
{
    private const string Unknown = "unknown";
    private const int PrefixBytes = 8;

    /// <summary>The network of an address in text form, as <see cref="IClient.Network"/> has it.</summary>
    public static string Of(string? address) => Of(IPAddress.TryParse(address, out IPAddress? parsed) ? parsed : null);

    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return Unknown;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(PrefixBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
