using System.Net;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Access;
using Krewe.Silo.Tests.Admin;
using Microsoft.AspNetCore.Http;

namespace Krewe.Silo.Tests.Embedding;

public sealed class LoopbackOnlyTests
{
    [Theory]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("::1", true, true)]
    [InlineData("::ffff:127.0.0.1", true, true)]
    [InlineData("10.1.2.3", true, false)]
    [InlineData("10.1.2.3", false, true)]
    [InlineData(null, true, true)]
    public void Serves_WithinAHost_OnlyLoopbackUnlessOpenIsMeant(string? local, bool loopbackOnly, bool served)
    {
        var settings = new AdminSettings { Region = "local", DataDirectory = "/app", LoopbackOnly = loopbackOnly };
        var context = new DefaultHttpContext();
        context.Connection.LocalIpAddress = local is null ? null : IPAddress.Parse(local);
        Assert.Equal(served, new AdminListener(settings, new FakeSilo()).Serves(context));
    }
}
