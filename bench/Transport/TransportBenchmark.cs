using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Serialization;

namespace Krewe.Bench.Transport;

/// <summary>Messages between two silos over one connection: written, framed, sent, read back; no activation.</summary>
internal sealed class TransportBenchmark : IBenchmark
{
    private const int Window = 4_096; // messages under way, below what a connection may queue

    public string Name => "transport";

    public string Help => "messages between silos over sockets, one way, beside the same bytes over a plain connection (--count 200000 --rounds 5)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var (count, rounds) = (options.Get("count", 200_000), options.Get("rounds", 5));
        List<BenchRow> rows = [];
        foreach (var length in new[] { 0, 100, 1_000, 10_000 })
        {
            var messages = length < 10_000 ? count : count / 10;
            var wire = WireLength(length);
            List<double> ours = [], raw = [];
            for (var round = 0; round <= rounds; round++)
            {
                // Both sides in turn, the first round for nothing: it compiles.
                var (measured, plain) = (await RateAsync(length, messages), await RawFrames.RateAsync(wire, messages));
                if (round > 0)
                {
                    ours.Add(measured);
                    raw.Add(plain);
                }
            }

            var (median, reference) = (Median(ours), Median(raw));
            var name = string.Create(CultureInfo.InvariantCulture, $"body of {length} bytes, {wire} on the wire");
            var references = ImmutableSortedDictionary<string, double>.Empty.Add("plain connection, a write for each", reference);
            rows.Add(new BenchRow(name, "messages", "1/s", median, references, null));
            rows.Add(new BenchRow(name, "bytes", "MB/s", median * wire / 1e6, ImmutableSortedDictionary<string, double>.Empty, null));
        }

        return rows;
    }

    private static async Task<double> RateAsync(int length, int count)
    {
        var (received, done) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        using var room = new SemaphoreSlim(Window);
        await using var to = new TransportSide(_ =>
        {
            room.Release();
            if (Interlocked.Increment(ref received) == count)
            {
                done.SetResult();
            }
        });
        await using var from = new TransportSide(static _ => { });
        var body = new byte[length];
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < count; number++)
        {
            await room.WaitAsync();
            from.Send(to, body);
        }

        await done.Task;
        return count / watch.Elapsed.TotalSeconds;
    }

    private static int WireLength(int length)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new WireWriter(buffer);
        var message = Sample(length);
        MessageCodec.Write(ref writer, message, DateTimeOffset.UnixEpoch);
        return buffer.WrittenCount;
    }

    private static Message Sample(int length)
    {
        var side = new TransportSide(static _ => { });
        try
        {
            return side.Message(side, new byte[length]);
        }
        finally
        {
            side.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
