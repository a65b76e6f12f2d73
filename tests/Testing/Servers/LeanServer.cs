using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Krewe.Testing.Servers;

/// <summary>
/// A model server over bare sockets that sleeps and answers always the same. It starts in a fraction of the processor time of one with a web framework: where
/// a thousand are started beside the load that is measured, the others would be measured as well.
/// </summary>
public static class LeanServer
{
    /// <summary>The verb by which programs of tests and benchmarks run it: <c>lean-server MILLISECONDS PORT [START STOP]</c>.</summary>
    public const string Name = "lean-server";

    private const int LongestRequest = 64 * 1024;

    private static readonly byte[] Answer = Response(
        """{"model_name":"sleep","model_version":"1","outputs":[{"name":"y","shape":[1,10],"datatype":"FP32","data":[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1.0]}]}""");

    private static readonly byte[] Metadata = Response(
        """{"name":"sleep","versions":["1"],"platform":"bench","inputs":[{"name":"x","datatype":"FP32","shape":[1,-1]}],"outputs":[{"name":"y","datatype":"FP32","shape":[1,10]}]}""");

    /// <summary>The process' side; ends with the process.</summary>
    /// <param name="arguments">Milliseconds that each answer sleeps; the port on 127.0.0.1; then, if given, milliseconds that it takes to start and to stop.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var numbers = arguments.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToArray();
        var (milliseconds, port, start, stop) = (numbers[0], numbers[1], numbers.ElementAtOrDefault(2), numbers.ElementAtOrDefault(3));
        using var terminated = stop == 0 ? null : PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => _ = StopAsync(signal, stop));
        await Task.Delay(TimeSpan.FromMilliseconds(start), TimeProvider.System);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        while (true)
        {
            _ = ServeAsync(await listener.AcceptAsync(), milliseconds);
        }
    }

    /// <summary>Serves on for a while, as servers do that put something in order before they end.</summary>
    private static async Task StopAsync(PosixSignalContext signal, int milliseconds)
    {
        signal.Cancel = true;
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
        Environment.Exit(0);
    }

    private static async Task ServeAsync(Socket socket, int milliseconds)
    {
        using var connection = socket;
        socket.NoDelay = true;
        var buffer = new byte[LongestRequest];
        var count = 0;
        try
        {
            while (true)
            {
                int length;
                while ((length = LengthOf(buffer.AsSpan(0, count))) < 0 || count < length)
                {
                    var read = await socket.ReceiveAsync(buffer.AsMemory(count), SocketFlags.None);
                    if (read == 0)
                    {
                        return;
                    }

                    count += read;
                }

                var infers = buffer.AsSpan(0, count).StartsWith("POST "u8);
                buffer.AsSpan(length, count - length).CopyTo(buffer);
                count -= length;
                if (infers)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
                }

                await socket.SendAsync(infers ? Answer : Metadata, SocketFlags.None);
            }
        }
        catch (SocketException)
        {
            // The silo has gone; the next connection is another one's.
        }
    }

    /// <summary>The length of the first request with its body; negative while its head is not complete.</summary>
    private static int LengthOf(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return -1;
        }

        var length = received[..end].IndexOf("\r\nContent-Length: "u8);
        return length >= 0 && Utf8Parser.TryParse(received[(length + "\r\nContent-Length: ".Length)..], out int body, out _) ? end + 4 + body : end + 4;
    }

    private static byte[] Response(string json) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}"));
}
