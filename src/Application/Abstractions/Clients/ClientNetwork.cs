using System.Net;
using System.Net.Sockets;

namespace CleanAuth.Application.Abstractions.Clients;

/// <summary>
/// Which addresses are one client: an IPv4 address alone, and an IPv6 /64, whose addresses one customer can use up at will.
/// Many providers give a customer a /56 or a /48, which <see cref="PrefixesOf(IPAddress?)"/> names.
/// </summary>
public static class ClientNetwork
{
    /// <summary>The network of all clients whose address cannot be told. It is a known network of no account.</summary>
    public const string Unknown = "unknown";

    private const int NetworkBits = 64;
    private static readonly int[] WiderBits = [56, 48];

    /// <summary>The network of an address in text form, as <see cref="IRequestClient.Network"/> has it.</summary>
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

    /// <summary>The /56 and the /48 around an IPv6 address in text form, the smaller one first; nothing for IPv4.</summary>
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
