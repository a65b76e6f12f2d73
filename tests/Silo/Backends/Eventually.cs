using System.Diagnostics;

namespace Krewe.Silo.Tests.Backends;

/// <summary>Awaits what other processes do and nobody tells of. The timeout only bounds a failing test.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Timeout, $"Not so within {Timeout.TotalSeconds} s: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    public static Task<T> WithinAsync<T>(Task<T> task) => task.WaitAsync(Timeout);

    public static Task WithinAsync(Task task) => task.WaitAsync(Timeout);
}
