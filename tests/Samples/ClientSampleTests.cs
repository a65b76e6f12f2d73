using Krewe.Testing.Processes;
using Program = Krewe.Testing.Processes.RunningProgram;
using Root = Krewe.Testing.Processes.Repository;

namespace Krewe.Samples.Tests;

/// <summary>The samples of the client library, as programs, with real silos.</summary>
public sealed class ClientSampleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Client_OneSilo_NamesTheDigit()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        await using var client = Program.StartDotnet(Root.Program("samples/client", "ClientSample"), [silo.Address.ToString()]);

        Assert.True(await client.WaitForExitAsync(Patience) == 0, client.Transcript());
        await client.WaitForLineAsync(line => line.StartsWith("it is a 3, says version 1", StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Client_NoSilo_SaysWhatToDo()
    {
        await using var client = Program.StartDotnet(Root.Program("samples/client", "ClientSample"), ["http://127.0.0.1:9"]);

        Assert.Equal(1, await client.WaitForExitAsync(Patience));
        await client.WaitForLineAsync(line => line.StartsWith("KRW5101: no silo answers at http://127.0.0.1:9", StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Failover_SiloIsKilled_NoRequestFails()
    {
        using var firstData = new TemporaryDirectory();
        using var secondData = new TemporaryDirectory();
        var starting = RunningSilo.StartAsync(firstData.Path);
        await using var second = await RunningSilo.StartAsync(secondData.Path);
        await using var first = await starting;
        await using var client = Program.StartDotnet(
            Root.Program("samples/client-failover", "ClientFailoverSample"), [first.Address.ToString(), second.Address.ToString()]);

        await client.WaitForLineAsync(line => line == "25 answered", Patience);
        first.Program.Signal("KILL");

        Assert.True(await client.WaitForExitAsync(Patience) == 0, client.Transcript());
        var line = await client.WaitForLineAsync(line => line.StartsWith("150 answered, 0 failed, ", StringComparison.Ordinal), Patience);
        Assert.NotEqual("150 answered, 0 failed, 0 retries", line);
    }

    [Fact]
    public async Task EmbeddedSilo_OwnRouteAndProtocol_AreServedFromOneProcess()
    {
        using var data = new TemporaryDirectory();
        await using var application = Program.StartDotnet(
            Root.Program("samples/embedded-silo", "EmbeddedSiloSample"), ["--urls", "http://127.0.0.1:0", "--data", data.Path]);
        var line = await application.WaitForLineAsync(line => line.Contains("Now listening on: ", StringComparison.Ordinal), Patience);
        using var http = new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]), Timeout = Patience };
        await UntilHealthyAsync(http, application);

        Assert.Equal("""{"x":3,"y":7}""", await http.GetStringAsync(new Uri("/double-plus-one?x=3", UriKind.Relative)));
        using var answer = await http.PostAsync(
            new Uri("/v2/models/linear/infer", UriKind.Relative), new StringContent("""{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]}"""));
        Assert.Contains("\"data\":[3]", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"linear\"", await http.GetStringAsync(new Uri("/admin/v1/status", UriKind.Relative)), StringComparison.Ordinal);
        using var unknown = await http.GetAsync(new Uri("/v2/nothing", UriKind.Relative));
        Assert.Contains("KRW1112", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var page = await http.GetAsync(new Uri("/", UriKind.Relative)); // the host's own: the silo leaves it alone
        Assert.Equal("", await page.Content.ReadAsStringAsync());

        application.Signal("TERM");
        Assert.Equal(0, await application.WaitForExitAsync(Patience));
    }

    /// <summary>Asks until the application is healthy: until then its model is being started.</summary>
    private static async Task UntilHealthyAsync(HttpClient http, Program application)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var health = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
            if (health.IsSuccessStatusCode)
            {
                return;
            }

            Assert.False(patience.IsCancellationRequested || application.HasExited, application.Transcript());
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
