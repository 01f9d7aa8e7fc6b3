using System.Net;
using System.Net.Sockets;

namespace CleanAuth.Domain.Throttling;

/// <summary>
/// Groups addresses into clients: a single IPv4 address, or an IPv6 /64, because one customer controls all its addresses.
/// Many providers give a customer a /56 or a /48, which <see cref="PrefixesOf(IPAddress?)"/> returns.
/// </summary>
public static class ClientNetwork
{
    /// <summary>The network of all clients whose address is not known. No account has it as a known network.</summary>
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

    /// <summary>Returns the /56 and the /48 around an IPv6 address in text form, the smaller one first; nothing for IPv4.</summary>
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
