using Krewe.Bench.RequestPath.Servers;

namespace Krewe.Bench.RequestPath;

/// <summary>One way to the model servers, with what runs for it.</summary>
internal sealed class MeasuredPath(string name, IReadOnlyList<int> ports, int[] processes, IAsyncDisposable? running) : IAsyncDisposable
{
    public string Name => name;

    /// <summary>Where each server is reached.</summary>
    public IReadOnlyList<int> Ports => ports;

    /// <summary>What stands between client and server.</summary>
    public int[] Processes => processes;

    /// <summary>Null, with a word on standard error, for what this machine does not have.</summary>
    public static async Task<MeasuredPath?> StartAsync(string name, IReadOnlyList<Uri> servers, RequestPathSettings settings)
    {
        switch (name)
        {
            case Measurements.Direct:
                return new MeasuredPath(name, [.. servers.Select(server => server.Port)], [], null);
            case Measurements.Ours:
                var krewe = await KreweProxy.StartAsync(servers, settings.Body);
                return new MeasuredPath(name, [.. servers.Select(_ => krewe.Port)], krewe.Processes, krewe);
            case Measurements.Nginx when NginxProxy.Find() is { } program:
                var nginx = await NginxProxy.StartAsync(program, servers, settings.Clients.Max());
                return new MeasuredPath(name, nginx.Ports, nginx.Processes, nginx);
            case Measurements.Nginx:
                await Console.Error.WriteLineAsync("nginx is not installed and is left out; on Debian: apt-get install nginx-light");
                return null;
            default:
                throw new ArgumentException($"'{name}' is no path; there are: {Measurements.Direct}, {Measurements.Nginx}, {Measurements.Ours}.");
        }
    }

    public ValueTask DisposeAsync() => running?.DisposeAsync() ?? default;
}
