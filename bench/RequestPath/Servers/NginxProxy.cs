using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Krewe.Bench.Load.Generator;
using Krewe.Testing.Processes;

namespace Krewe.Bench.RequestPath.Servers;

/// <summary>Debian's nginx as a reverse proxy, with connections kept on both sides and nothing logged: what a well-made proxy costs.</summary>
internal sealed class NginxProxy : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly RunningProgram _program;

    private NginxProxy(TemporaryDirectory directory, RunningProgram program, IReadOnlyList<int> ports) =>
        (_directory, _program, Ports) = (directory, program, ports);

    /// <summary>The ports it listens on, in the order of its servers.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Master and workers.</summary>
    public int[] Processes => ProcessCpu.Family(_program.Id);

    /// <summary>The program, or null where it is not installed.</summary>
    public static string? Find() => Environment.GetEnvironmentVariable("PATH")!.Split(':').Append("/usr/sbin")
        .Select(directory => Path.Combine(directory, "nginx")).FirstOrDefault(File.Exists);

    /// <summary>Starts it in front of servers.</summary>
    public static async Task<NginxProxy> StartAsync(string program, IReadOnlyList<Uri> servers, int connections)
    {
        var directory = new TemporaryDirectory();
        int[] ports = [.. servers.Select(_ => FreePort())];
        var file = directory.File("nginx.conf");
        await File.WriteAllTextAsync(file, Configuration(directory.Path, servers, ports, connections));
        var running = RunningProgram.Start(program, ["-c", file, "-p", directory.Path, "-e", "stderr"]);
        foreach (var port in ports)
        {
            await WaitAsync(port, running);
        }

        return new NginxProxy(directory, running, ports);
    }

    public async ValueTask DisposeAsync()
    {
        _program.Signal("QUIT");
        await _program.WaitForExitAsync(TimeSpan.FromSeconds(10));
        await _program.DisposeAsync();
        _directory.Dispose();
    }

    private static string Configuration(string directory, IReadOnlyList<Uri> servers, int[] ports, int connections) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        daemon off;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        worker_processes auto;
        pid {{directory}}/nginx.pid;
        events { worker_connections {{4 * connections + 100}}; }
        http {
            access_log off;
            keepalive_requests 1000000000;
            client_body_temp_path {{directory}}/body;
            proxy_temp_path {{directory}}/proxy;
            fastcgi_temp_path {{directory}}/fastcgi;
            uwsgi_temp_path {{directory}}/uwsgi;
            scgi_temp_path {{directory}}/scgi;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
        {{string.Concat(servers.Select((server, i) => string.Create(CultureInfo.InvariantCulture, $$"""
                upstream server{{i}} {
                    server {{server.Authority}};
                    keepalive {{connections}};
                    keepalive_requests 1000000000;
                }
                server {
                    listen 127.0.0.1:{{ports[i]}};
                    location / { proxy_pass http://server{{i}}; }
                }

            """)))}}
        }
        """);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitAsync(int port, RunningProgram program)
    {
        for (var left = 100; ; left--)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (left > 0 && !program.HasExited)
            {
                await Task.Delay(50);
            }
            catch (SocketException exception)
            {
                throw new InvalidOperationException($"nginx did not start.\n{program.Transcript()}", exception);
            }
        }
    }
}
