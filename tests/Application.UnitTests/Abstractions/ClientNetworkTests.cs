using CleanAuth.Application.Abstractions;

namespace CleanAuth.Application.UnitTests.Abstractions;

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
    public string Of_WhenAnAddressIsGiven_IsItsNetwork(string? address) => ClientNetwork.Of(address);
}
