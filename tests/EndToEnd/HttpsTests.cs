using Krewe.Testing.Certificates;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>A real silo behind certificates.</summary>
public sealed class HttpsTests
{
    [Theory]
    [InlineData("pem")]
    [InlineData("pfx")]
    public async Task Start_HttpsOnBothListeners_ServesAndTakesANewCertificateWithoutARestart(string form)
    {
        using var data = new TemporaryDirectory();
        using var first = new TestCertificate("first");
        using var second = new TestCertificate("second");
        var file = data.File("tls");
        var password = data.File("password");
        File.WriteAllText(password, "pass word");
        Write(first);
        await using var program = RunningProgram.StartDotnet(
            Repository.Program("Silo", "Krewe.Silo"),
            [
                "--data", data.File("data"), "--urls", "https://127.0.0.1:0", "--admin-urls", "https://localhost:0", "--samples", "false", "--log", "information",
                "--certificate", file, .. form == "pfx" ? (string[])["--certificate-password-file", password] : [],
            ]);
        await program.WaitForLineAsync(line => line.StartsWith("ready in ", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        var inference = Address("inference ");
        var admin = Address("admin ");

        Assert.Equal("{\"ready\":true}", await GetAsync(first, new Uri(inference, "/v2/health/ready")));
        Assert.Contains("\"silo\"", await GetAsync(first, new Uri(admin, "/admin/v1/status")), StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(second, new Uri(inference, "/v2/health/ready")));

        if (form == "pfx")
        {
            return; // how it changes is the same for both, and takes seconds
        }

        File.WriteAllText(file, "half a fi");
        await program.WaitForLineAsync(line => line.Contains("KRW2105", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        Assert.Equal("{\"ready\":true}", await GetAsync(first, new Uri(inference, "/v2/health/ready")));

        Write(second);
        await program.WaitForLineAsync(line => line.Contains("CN=second", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        Assert.Equal("{\"ready\":true}", await GetAsync(second, new Uri(inference, "/v2/health/ready")));
        Assert.Contains("\"silo\"", await GetAsync(second, new Uri(admin, "/admin/v1/status")), StringComparison.Ordinal);

        void Write(TestCertificate certificate)
        {
            if (form == "pem")
            {
                File.WriteAllText(file, certificate.Pem + "\n" + certificate.KeyPem);
            }
            else
            {
                File.WriteAllBytes(file, certificate.Pfx("pass word"));
            }
        }

        Uri Address(string begin) => new(program.Output.Single(line => line.StartsWith(begin, StringComparison.Ordinal))[begin.Length..].Trim().Split(' ')[0]);
    }

    /// <summary>A new connection that trusts that certificate and no other.</summary>
    private static async Task<string> GetAsync(TestCertificate trusted, Uri address)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == trusted.Certificate.GetCertHashString() },
        });
        return await client.GetStringAsync(address);
    }
}
