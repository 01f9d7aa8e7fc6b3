using System.Net;
using System.Net.Sockets;

namespace CleanAuth.Domain.Throttling;

/// <summary>
/// Returns the network of a client: an IPv4 address, or an IPv6 /64, because one customer controls all addresses of a /64.
/// Many providers give a customer a /56 or a /48, which <see cref="PrefixesOf(IPAddress?)"/> returns.
/// </summary>
public static class ClientNetwork
{
    /// <summary>The network of clients whose IP address is unavailable. It never becomes a known network.</summary>
    public const string Unknown = "unknown";

    private const int NetworkBits = 64;
    private static readonly int[] WiderBits = [56, 48];

    /// <summary>Returns the network of an address in text form; <see cref="Unknown"/> if it is missing or invalid.</summary>
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

        return IsIPv6(address) ? Prefix(address, NetworkBits) : address.ToString();
    }

    /// <summary>Returns the /56 and then the /48 that contain an IPv6 address in text form; nothing for IPv4.</summary>
    public static string[] PrefixesOf(string? address) => PrefixesOf(IPAddress.TryParse(address, out IPAddress? parsed) ? parsed : null);

    public static string[] PrefixesOf(IPAddress? address) =>
        address is not null && IsIPv6(address) ? [.. WiderBits.Select(bits => Prefix(address, bits))] : [];

    private static bool IsIPv6(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6;

    private static string Prefix(IPAddress address, int bits)
    {
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }
}
