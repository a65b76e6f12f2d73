using Krewe.Grains.Pools.Improving;

namespace Krewe.Silo.Placement;

/// <summary>Lets one pool of the silo at a time search, on a thread of its own that the system may put behind the others, for a quarter of a second or a small multiple of it.</summary>
internal sealed class PlanSearcher(TimeProvider time) : IPlanSearcher, IDisposable
{
    /// <summary>How long a search may usually take. A plan that is cut short is as feasible as any, only perhaps not as good.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _one = new(1);

    public async Task<T> RunAsync<T>(Func<CancellationToken, T> search, int patience = 1)
    {
        await _one.WaitAsync();
        try
        {
            using var budget = new CancellationTokenSource(patience * Budget, time);
            return await RunOnThread(search, budget.Token);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static Task<T> RunOnThread<T>(Func<CancellationToken, T> search, CancellationToken stop)
    {
        var ended = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                ended.SetResult(search(stop));
            }
            catch (Exception exception)
            {
                ended.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = "plan search",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return ended.Task;
    }
}
