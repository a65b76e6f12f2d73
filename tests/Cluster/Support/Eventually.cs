using System.Diagnostics;

namespace Krewe.Cluster.Tests.Support;

/// <summary>Asks again and again until it is so.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The first reply that was good; and how long that took.</summary>
    public static async Task<(Reply Reply, TimeSpan Time)> OkAsync(Func<Task<Reply>> call)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var reply = await call();
            if (reply.IsOk)
            {
                return (reply, watch.Elapsed);
            }

            if (watch.Elapsed > Limit)
            {
                throw new TimeoutException($"No answer within {Limit}: {reply.Text}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Waits until it is so.</summary>
    public static async Task TrueAsync(Func<Task<bool>> isSo, Func<string> what)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (watch.Elapsed > Limit)
            {
                throw new TimeoutException($"Not within {Limit}: {what()}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
