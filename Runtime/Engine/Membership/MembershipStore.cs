using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>
/// The table as an agent uses it: each operation has a time limit, each read that is not older than the last becomes the view, and a
/// change is decided again on a fresh view for as long as others win.
/// </summary>
internal sealed class MembershipStore(IMembershipTable table, TimeProvider clock, Random random)
{
    /// <summary>Longer than a failover of the database between two networks, shorter than anyone wants to wait.</summary>
    internal static readonly TimeSpan OperationTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    /// <summary>Raised after each read, with the newest view; also when only times in it are new.</summary>
    public event Action<MembershipView>? Observed;

    public MembershipView View { get; private set; } = MembershipView.Unread;

    public Task InitializeAsync(CancellationToken cancellationToken) =>
        LimitAsync(async token => { await table.InitializeMembershipTableAsync(tryInitTableVersion: true, token); return true; }, cancellationToken);

    public async Task<MembershipView> ReadAsync(CancellationToken cancellationToken)
    {
        var view = MembershipView.From(await LimitAsync(table.ReadAllAsync, cancellationToken));
        lock (_gate)
        {
            if (view.Version.Version < View.Version.Version)
            {
                return view;
            }

            View = view;
        }

        Observed?.Invoke(view);
        return view;
    }

    /// <summary>Writes what is decided. False when nothing is to be written, or others always won.</summary>
    /// <param name="decide">The change wanted on a view; null for none.</param>
    /// <param name="attempts">How often to try.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> ChangeAsync(Func<MembershipView, MembershipChange?> decide, int attempts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (decide(await ReadAsync(cancellationToken)) is not { } change)
            {
                return false;
            }

            if (await WriteAsync(change, cancellationToken))
            {
                await ReadAsync(cancellationToken);
                return true;
            }

            if (attempt >= attempts)
            {
                return false;
            }

            await Task.Delay(BackOff(attempt), clock, cancellationToken);
        }
    }

    public async Task SayAliveAsync(SiloAddress silo, DateTime now, CancellationToken cancellationToken) =>
        await LimitAsync(async token => { await table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = silo, IAmAliveTime = now }, token); return true; }, cancellationToken);

    public async Task CleanUpAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await LimitAsync(async token => { await table.CleanupDefunctSiloEntriesAsync(before, token); return true; }, cancellationToken);

    private Task<bool> WriteAsync(MembershipChange change, CancellationToken cancellationToken) => LimitAsync(
        token => change.ETag is null
            ? table.InsertRowAsync(change.Entry, change.Version, token)
            : table.UpdateRowAsync(change.Entry, change.ETag, change.Version, token),
        cancellationToken);

    private TimeSpan BackOff(int attempt)
    {
        lock (_gate)
        {
            var longest = FirstBackOff * Math.Pow(2, Math.Min(attempt, 10));
            return (longest < LongestBackOff ? longest : LongestBackOff) * (0.5 + (random.NextDouble() / 2));
        }
    }

    /// <summary>The table is asked to give up at the limit, and not waited for when it does not.</summary>
    private async Task<T> LimitAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(OperationTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await operation(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"KRW7305: The membership table did not answer within {OperationTimeout.TotalSeconds:0} s.");
        }
    }
}
