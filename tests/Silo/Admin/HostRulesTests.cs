using System.Net;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Access;
using Microsoft.AspNetCore.Http;

namespace Krewe.Silo.Tests.Admin;

public sealed class HostRulesTests
{
    private static readonly HostRules Rules = new(new AdminSettings { Region = "local", DataDirectory = "/", Hosts = ["krewe.example"] });

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:8080", true)]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("127.8.9.1", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("10.1.2.3:8080", true)]
    [InlineData("krewe.example:443", true)]
    [InlineData("10.1.2.4", false)]
    [InlineData("127.1", false)]
    [InlineData("2130706433", false)]
    [InlineData("0x7f.0.0.1", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("evil.krewe.example", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("", false)]
    public void AllowsHost_ByName_LoopbackOwnAddressAndConfigured(string host, bool allowed) =>
        Assert.Equal(allowed, Rules.AllowsHost(new HostString(host), IPAddress.Parse("10.1.2.3")));

    [Fact]
    public void AllowsHost_MappedOwnAddress_IsTheSame() =>
        Assert.True(Rules.AllowsHost(new HostString("10.1.2.3"), IPAddress.Parse("::ffff:10.1.2.3")));

    [Fact]
    public void AllowsHost_NoLocalAddress_RefusesAddresses() => Assert.False(Rules.AllowsHost(new HostString("10.1.2.3"), null));

    [Theory]
    [InlineData("http://localhost:8080", "localhost:8080", true)]
    [InlineData("http://LocalHost:8080", "localhost:8080", true)]
    [InlineData("http://localhost", "localhost", true)]
    [InlineData("https://krewe.example", "localhost:8080", true)]
    [InlineData("http://[::1]:8080", "[::1]:8080", true)]
    [InlineData("http://localhost:3000", "localhost:8080", false)]
    [InlineData("http://127.0.0.1:8080", "localhost:8080", false)]
    [InlineData("http://localhost", "localhost:8080", false)]
    [InlineData("http://evil.example", "localhost:8080", false)]
    [InlineData("http://localhost:8080.evil.example", "localhost:8080", false)]
    [InlineData("http://user@localhost:8080", "localhost:8080", false)]
    [InlineData("http://localhost:8080/path", "localhost:8080", false)]
    [InlineData("file://localhost", "localhost", false)]
    [InlineData("null", "localhost:8080", false)]
    [InlineData("", "localhost:8080", false)]
    [InlineData("http://localhost:8080, http://evil.example", "localhost:8080", false)]
    public void AllowsOrigin_ByAuthority_OwnAndConfigured(string origin, string host, bool allowed) =>
        Assert.Equal(allowed, Rules.AllowsOrigin(origin, new HostString(host)));
}
