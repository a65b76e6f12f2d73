using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Krewe.Runtime.Transport;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

[Collection(nameof(Sockets))]
public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates _cluster = new();
    private readonly TestCertificates _other = new();

    public void Dispose()
    {
        _cluster.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public async Task Send_CertificatesOfOneAuthority_Arrives(int length)
    {
        var b = TransportPeer.Start(Tls(_cluster.Issue(), _cluster.AuthorityFile));
        await using (var a = TransportPeer.Start(Tls(_cluster.Issue(), _cluster.AuthorityFile)))
        {
            var payload = Bodies.Random(1, length);
            a.Transport.Send(a.Call(b.Address, 1, payload));
            a.Transport.Send(a.Call(b.Address, 2));

            var arrived = (await b.NextAsync()).Payload();
            Assert.True(payload.AsSpan().SequenceEqual(arrived));
            Assert.Equal(2, (await b.NextAsync()).Number());
            await a.Transport.StopAsync(default).WaitAsync(TransportPeer.Patience);
        }

        await b.DisposeAsync();
        Assert.Empty(b.Log.Lines);
    }

    [Fact]
    public async Task Send_PinnedCertificates_Arrives()
    {
        var (own, peers) = (_cluster.Issue(), _other.Issue());
        await using var a = TransportPeer.Start(Tls(own, authorityFile: null, peers));
        await using var b = TransportPeer.Start(Tls(peers, authorityFile: null, own));

        a.Transport.Send(a.Call(b.Address, 1));

        Assert.Equal(1, (await b.NextAsync()).Number());
    }

    [Fact]
    public async Task Accept_CertificateOfAnotherAuthority_IsRefused()
    {
        var own = _cluster.Issue();
        await using var a = TransportPeer.Start(Tls(own, _cluster.AuthorityFile));
        await using var stranger = TransportPeer.Start(Tls(_other.Issue(), authorityFile: null, own)); // which trusts a

        var rejection = await stranger.RejectionAsync(a.Address);

        Assert.IsType<OrleansMessageRejectionException>(rejection);
        Assert.Equal(7212, Assert.Single(a.Log.Lines).Code);
        Assert.Equal(0, a.ReceivedCount);
    }

    [Fact]
    public async Task Open_CertificateOfAnotherAuthority_IsRefused()
    {
        var own = _cluster.Issue();
        await using var a = TransportPeer.Start(Tls(own, _cluster.AuthorityFile));
        await using var stranger = TransportPeer.Start(Tls(_other.Issue(), authorityFile: null, own));

        var rejection = await a.RejectionAsync(stranger.Address);

        Assert.StartsWith("KRW7202", rejection.Message, StringComparison.Ordinal);
        Assert.Equal(0, stranger.ReceivedCount);
    }

    [Fact]
    public async Task Accept_ExpiredCertificate_IsRefused()
    {
        await using var a = TransportPeer.Start(Tls(_cluster.Issue(), _cluster.AuthorityFile), time: new LaterTime(TimeSpan.FromDays(30)));
        await using var b = TransportPeer.Start(Tls(_cluster.Issue(), _cluster.AuthorityFile));

        await b.RejectionAsync(a.Address);

        Assert.Equal(7212, Assert.Single(a.Log.Lines).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connect_OneSideInClear_IsClosedWithOneLine(bool isServerSecured)
    {
        await using var secured = TransportPeer.Start(Tls(_cluster.Issue(), _cluster.AuthorityFile));
        await using var clear = TransportPeer.Start();
        var (from, to) = isServerSecured ? (clear, secured) : (secured, clear);

        await from.RejectionAsync(to.Address);

        Assert.InRange(Assert.Single(to.Log.Lines).Code, 7210, 7213);
    }

    [Fact]
    public void Construct_FileMissing_SaysWhich()
    {
        var options = new TransportOptions { Tls = new TransportTlsOptions { CertificateFile = "none.pem", AuthorityFile = "ca.pem" } };

        var error = Assert.Throws<Orleans.Runtime.OrleansConfigurationException>(() => TransportPeer.Start(options));

        Assert.StartsWith("KRW7208", error.Message, StringComparison.Ordinal);
        Assert.Contains("none.pem", error.Message, StringComparison.Ordinal);
    }

    private static TransportOptions Tls(X509Certificate2 own, string? authorityFile, params X509Certificate2[] pinned)
    {
        var tls = new TransportTlsOptions { Certificate = own, AuthorityFile = authorityFile };
        foreach (var certificate in pinned)
        {
            tls.Thumbprints.Add(certificate.GetCertHashString(HashAlgorithmName.SHA256));
        }

        return new TransportOptions { Tls = tls };
    }

    /// <summary>The system's clock, but so much later.</summary>
    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
