using CleanAuth.Domain.Throttling;

namespace CleanAuth.Domain.UnitTests.Throttling;

internal sealed class ClientNetworkTests
{
    [TestCase("203.0.113.7", ExpectedResult = "203.0.113.7")]
    [TestCase("::ffff:203.0.113.7", ExpectedResult = "203.0.113.7")]
    [TestCase("2001:db8:1:2:3:4:5:6", ExpectedResult = "2001:db8:1:2::/64")]
    [TestCase("2001:db8:1:2::1", ExpectedResult = "2001:db8:1:2::/64")]
    [TestCase("2001:db8:1:3::1", ExpectedResult = "2001:db8:1:3::/64")]
    [TestCase("fe80::1%3", ExpectedResult = "fe80::/64")]
    [TestCase("::1", ExpectedResult = "::/64")]
    [TestCase("no address", ExpectedResult = "unknown")]
    [TestCase(null, ExpectedResult = "unknown")]
    public string Of_WhenGivenAnAddress_ReturnsItsNetwork(string? address) => ClientNetwork.Of(address);

    [TestCase("203.0.113.7", ExpectedResult = "")]
    [TestCase("::ffff:203.0.113.7", ExpectedResult = "")]
    [TestCase("2001:db8:1:a01:3:4:5:6", ExpectedResult = "2001:db8:1:a00::/56 2001:db8:1::/48")]
    [TestCase("2001:db8:1:aff::1", ExpectedResult = "2001:db8:1:a00::/56 2001:db8:1::/48")]
    [TestCase("2001:db8:1:b00::1", ExpectedResult = "2001:db8:1:b00::/56 2001:db8:1::/48")]
    [TestCase("2001:db8:2::1", ExpectedResult = "2001:db8:2::/56 2001:db8:2::/48")]
    [TestCase("2002:c633:6407:5::1", ExpectedResult = "2002:c633:6407::/56 2002:c633:6407::/48")]
    [TestCase("no address", ExpectedResult = "")]
    [TestCase(null, ExpectedResult = "")]
    public string PrefixesOf_WhenGivenAnIPv6Address_ReturnsThe56And48Prefixes(string? address) =>
        string.Join(' ', ClientNetwork.PrefixesOf(address));
}
