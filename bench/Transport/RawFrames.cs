using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Krewe.Bench.Transport;

/// <summary>The same bytes over a plain connection, written frame by frame and read as they come: what the sockets themselves do.</summary>
internal static class RawFrames
{
    /// <summary>Frames per second.</summary>
    public static async Task<double> RateAsync(int length, int count)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await sender.ConnectAsync(listener.LocalEndPoint!);
        using var receiver = await listener.AcceptAsync();
        var watch = Stopwatch.StartNew();
        var reading = Task.Run(async () =>
        {
            var buffer = new byte[64 * 1024];
            for (var left = (long)length * count; left > 0;)
            {
                left -= await receiver.ReceiveAsync(buffer);
            }
        });
        var frame = new byte[length];
        for (var number = 0; number < count; number++)
        {
            await sender.SendAsync(frame);
        }

        await reading;
        return count / watch.Elapsed.TotalSeconds;
    }
}
