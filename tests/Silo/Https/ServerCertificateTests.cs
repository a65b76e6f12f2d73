using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Krewe.Errors;
using Krewe.Silo.Https;
using Krewe.Testing.Certificates;
using Krewe.Testing.Logs;
using Krewe.Testing.Processes;
using Krewe.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krewe.Silo.Tests.Https;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();
    private readonly TestCertificate _first = new("first");
    private readonly TestCertificate _second = new("second");
    private readonly RecordedLog _log = new();

    private HttpsSettings Pem => new() { CertificateFile = _files.File("tls.pem") };

    public void Dispose()
    {
        _files.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Theory]
    [InlineData("one file")]
    [InlineData("two files")]
    [InlineData("encrypted key")]
    [InlineData("pfx")]
    [InlineData("pfx with password")]
    public void Read_EachForm_GivesTheCertificateWithItsKey(string form)
    {
        var settings = Pem;
        var key = _files.File("tls.key");
        var password = _files.File("password");
        File.WriteAllText(password, "se cret\n");
        switch (form)
        {
            case "one file":
                File.WriteAllText(settings.CertificateFile, _first.Pem + "\n" + _first.KeyPem);
                break;
            case "two files":
                File.WriteAllText(settings.CertificateFile, _first.Pem);
                File.WriteAllText(key, _first.KeyPem);
                settings = settings with { KeyFile = key };
                break;
            case "encrypted key":
                File.WriteAllText(settings.CertificateFile, _first.Pem);
                File.WriteAllText(key, _first.EncryptedKeyPem("se cret"));
                settings = settings with { KeyFile = key, PasswordFile = password };
                break;
            case "pfx":
                File.WriteAllBytes(settings.CertificateFile, _first.Pfx(null));
                break;
            default:
                File.WriteAllBytes(settings.CertificateFile, _first.Pfx("se cret"));
                settings = settings with { PasswordFile = password };
                break;
        }

        var read = CertificateFiles.Read(settings);
        Assert.Equal("CN=first", read.Subject);
        Assert.True(read.Context.TargetCertificate.HasPrivateKey);
        Assert.Equal(read.Content, CertificateFiles.Content(settings));
    }

    [Fact]
    public void Read_Issuers_AreSentAlong()
    {
        using var middle = new TestCertificate("middle", issuer: _first);
        using var leaf = new TestCertificate("leaf", issuer: middle);
        File.WriteAllText(Pem.CertificateFile, leaf.Pem + "\n" + leaf.KeyPem + "\n" + middle.Pem);
        var read = CertificateFiles.Read(Pem);
        Assert.Equal("CN=leaf", read.Subject);
        Assert.Contains("CN=middle", read.Context.IntermediateCertificates.Select(issuer => issuer.Subject));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("certificate alone")]
    [InlineData("another's key")]
    [InlineData("pfx behind a password")]
    public void Start_UnusableFile_IsRefusedWithItsCode(string? content)
    {
        switch (content)
        {
            case null:
                break;
            case "certificate alone":
                File.WriteAllText(Pem.CertificateFile, _first.Pem);
                break;
            case "another's key":
                File.WriteAllText(Pem.CertificateFile, _first.Pem + "\n" + _second.KeyPem);
                break;
            case "pfx behind a password":
                File.WriteAllBytes(Pem.CertificateFile, _first.Pfx("secret"));
                break;
            default:
                File.WriteAllText(Pem.CertificateFile, content);
                break;
        }

        var problem = Assert.Throws<KreweException>(() => Make()).Problem;
        Assert.Equal(("KRW2105", "--certificate"), (problem.Code, problem.Where));
        Assert.Contains(Pem.CertificateFile, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_BrokenFile_KeepsTheOldOneAndSaysSoOnce_UntilItIsMended()
    {
        Write(_first);
        var certificate = Make();
        Assert.False(certificate.Check());

        File.WriteAllText(Pem.CertificateFile, "half a fi");
        Assert.False(certificate.Check());
        Assert.False(certificate.Check());
        Assert.Equal("CN=first", certificate.Current.Subject);
        var refused = Assert.Single(_log.Entries, entry => entry.EventId.Id == 2702);
        Assert.Equal(LogLevel.Error, refused.Level);
        Assert.Contains("KRW2105", refused.Message, StringComparison.Ordinal);

        File.Delete(Pem.CertificateFile);
        Assert.False(certificate.Check());
        Assert.False(certificate.Check());
        Assert.Equal(2, _log.Entries.Count(entry => entry.EventId.Id == 2702));

        Write(_second);
        Assert.True(certificate.Check());
        Assert.Equal("CN=second", certificate.Current.Subject);
        Assert.Equal(2, _log.Entries.Count(entry => entry.EventId.Id == 2700));
    }

    [Theory]
    [InlineData(13, 2701)]
    [InlineData(-1, 2701)]
    [InlineData(15, 2700)]
    public void Start_CertificateThatEndsSoon_IsAWarning(int days, int eventId)
    {
        var time = new ManualTimeProvider();
        using var ending = new TestCertificate("ending", time.GetUtcNow().AddDays(days));
        Write(ending);
        _ = new ServerCertificate(Pem, time, _log.For<ServerCertificate>());
        Assert.Equal(eventId, Assert.Single(_log.Entries).EventId.Id);
    }

    [Fact]
    public async Task Listener_FilesChange_NewConnectionsGetTheNewCertificateAndOldOnesGoOn()
    {
        Write(_first);
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddKreweHttps(Pem);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseKreweCertificate()));
        await using var application = builder.Build();
        application.Run(context => context.Response.WriteAsync("hello"));
        await application.StartAsync();
        var address = new Uri(application.Urls.Single());
        Assert.Equal("https", address.Scheme);

        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } });
        Assert.Equal("hello", await client.GetStringAsync(address));
        Assert.Equal("CN=first", await ShownAsync(address));

        File.WriteAllText(Pem.CertificateFile, "broken");
        time.Advance(CertificateWatch.Period);
        await _log.WaitForAsync(2702);
        Assert.Equal("CN=first", await ShownAsync(address));

        Write(_second);
        var before = _log.Entries.Count(entry => entry.EventId.Id == 2700);
        while (_log.Entries.Count(entry => entry.EventId.Id == 2700) == before)
        {
            time.Advance(CertificateWatch.Period);
            await Task.Yield();
        }

        Assert.Equal("CN=second", await ShownAsync(address));
        Assert.Equal("hello", await client.GetStringAsync(address));
    }

    private static async Task<string> ShownAsync(Uri address)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        string? shown = null;
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                shown = (certificate as X509Certificate2)?.Subject;
                return shown is not null;
            },
        });
        return shown!;
    }

    private ServerCertificate Make() => new(Pem, TimeProvider.System, _log.For<ServerCertificate>());

    private void Write(TestCertificate certificate) => File.WriteAllText(Pem.CertificateFile, certificate.Pem + "\n" + certificate.KeyPem);
}
