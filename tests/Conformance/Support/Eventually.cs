using System.Diagnostics;

namespace Krewe.Conformance.Tests.Support;

/// <summary>For what the contract promises only in the end: asked again and again, within a generous limit.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a test waits for what must happen before it fails.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(40);

    public static async Task IsSo(Func<Task<bool>> isSo, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(watch.Elapsed < Limit, $"Not within {Limit}: {what}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>The first result that is good.</summary>
    public static async Task<T> Gives<T>(Func<Task<T>> get, Func<T, bool> isGood, string what)
    {
        T? result = default;
        await IsSo(async () => isGood(result = await get()), what);
        return result!;
    }

    /// <summary>Waits for the task, but not for ever.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    /// <summary>Waits for the task, but not for ever.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Waits for the task, but not for ever.</summary>
    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Limit);

    /// <summary>Waits for the task, but not for ever.</summary>
    public static Task Soon(this ValueTask task) => task.AsTask().WaitAsync(Limit);
}
