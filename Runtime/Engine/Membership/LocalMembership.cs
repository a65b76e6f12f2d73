using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>A cluster of one silo: what it says of itself.</summary>
internal sealed class LocalMembership(ILocalSiloDetails silo) : IClusterMembershipService, ISiloMembership
{
    private readonly Lock _gate = new();
    private Update _latest = new(View(silo, SiloStatus.Created, 0));

    /// <summary>Never raised: nobody else has an opinion.</summary>
    public event Action? Died
    {
        add { }
        remove { }
    }

    public ClusterMembershipSnapshot CurrentSnapshot => _latest.Snapshot;

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => Updates(default);

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => default;

    /// <summary>There is no other silo to be declared dead, and a silo does not declare itself.</summary>
    public Task<bool> TryKill(SiloAddress siloAddress) => Task.FromResult(false);

    public Task JoinAsync(CancellationToken cancellationToken) => Set(SiloStatus.Joining);

    public Task BecomeActiveAsync(CancellationToken cancellationToken) => Set(SiloStatus.Active);

    public Task BeginLeaveAsync(CancellationToken cancellationToken) => Set(SiloStatus.ShuttingDown);

    public Task LeaveAsync(CancellationToken cancellationToken) => Set(SiloStatus.Dead);

    private static ClusterMembershipSnapshot View(ILocalSiloDetails silo, SiloStatus status, long version) => new(
        ImmutableDictionary<SiloAddress, ClusterMember>.Empty.Add(silo.SiloAddress, new ClusterMember(silo.SiloAddress, status, silo.Name)),
        new MembershipVersion(version));

    private Task Set(SiloStatus status)
    {
        Update before;
        lock (_gate)
        {
            before = _latest;
            _latest = new Update(View(silo, status, before.Snapshot.Version.Value + 1));
        }

        before.Next.SetResult(_latest);
        return Task.CompletedTask;
    }

    private async IAsyncEnumerable<ClusterMembershipSnapshot> Updates([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var update = _latest; ;)
        {
            yield return update.Snapshot;
            update = cancellationToken.CanBeCanceled
                ? await update.Next.Task.WaitAsync(cancellationToken)
                : await update.Next.Task;
        }
    }

    private sealed class Update(ClusterMembershipSnapshot snapshot)
    {
        public ClusterMembershipSnapshot Snapshot => snapshot;

        public TaskCompletionSource<Update> Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
