using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>The newest view of the cluster, for whoever wants to know. Versions only grow.</summary>
internal sealed class MembershipPublisher
{
    private readonly Lock _gate = new();
    private Update _latest = new(new ClusterMembershipSnapshot(ImmutableDictionary<SiloAddress, ClusterMember>.Empty, MembershipVersion.MinValue));

    /// <summary>Raised with each newer view, on the thread that brought it; who must not go back compares versions.</summary>
    public event Action<ClusterMembershipSnapshot>? Changed;

    public ClusterMembershipSnapshot Current => Volatile.Read(ref _latest).Snapshot;

    public void Publish(ClusterMembershipSnapshot snapshot)
    {
        Update before;
        lock (_gate)
        {
            before = _latest;
            if (snapshot.Version <= before.Snapshot.Version)
            {
                return;
            }

            _latest = new Update(snapshot);
        }

        before.Next.SetResult(_latest);
        Changed?.Invoke(snapshot);
    }

    public async IAsyncEnumerable<ClusterMembershipSnapshot> Updates([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var update = Volatile.Read(ref _latest); ; update = Newest(update))
        {
            yield return update.Snapshot;
            update = await update.Next.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Who is slow misses views, not the newest.</summary>
    private static Update Newest(Update update)
    {
        while (update.Next.Task.IsCompletedSuccessfully)
        {
            update = update.Next.Task.Result;
        }

        return update;
    }

    private sealed class Update(ClusterMembershipSnapshot snapshot)
    {
        public ClusterMembershipSnapshot Snapshot => snapshot;

        public TaskCompletionSource<Update> Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
