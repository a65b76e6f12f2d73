using Krewe.Runtime.Membership;
using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>One silo's view of the <see cref="SharedMembership"/>.</summary>
internal sealed class SharedMembershipView(SharedMembership table, ILocalSiloDetails silo) : IClusterMembershipService, ISiloMembership
{
    private readonly Lock _gate = new();
    private Update _latest = new(table.Table); // replaced under _gate
    private bool _left; // under _gate: this silo itself said so

    public event Action? Died;

    public SiloAddress Silo => silo.SiloAddress;

    public ClusterMembershipSnapshot CurrentSnapshot => Volatile.Read(ref _latest).Snapshot;

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => UpdatesAsync();

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
    {
        Read();
        return default;
    }

    public Task<bool> TryKill(SiloAddress siloAddress) => Task.FromResult(table.DeclareDead(siloAddress));

    public Task JoinAsync(CancellationToken cancellationToken) => Set(SiloStatus.Joining);

    public Task BecomeActiveAsync(CancellationToken cancellationToken) => Set(SiloStatus.Active);

    public Task BeginLeaveAsync(CancellationToken cancellationToken) => Set(SiloStatus.ShuttingDown);

    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _left = true;
        }

        return Set(SiloStatus.Dead);
    }

    /// <summary>Takes over what the table says now.</summary>
    public void Read()
    {
        Update? before = null;
        bool died = false;
        ClusterMembershipSnapshot now = table.Table;
        lock (_gate)
        {
            if (now.Version > _latest.Snapshot.Version)
            {
                before = _latest;
                died = !_left && before.Snapshot.GetSiloStatus(Silo) != SiloStatus.Dead && now.GetSiloStatus(Silo) == SiloStatus.Dead;
                Volatile.Write(ref _latest, new Update(now));
            }
        }

        before?.Next.SetResult(_latest);
        if (died)
        {
            Died?.Invoke();
        }
    }

    private Task Set(SiloStatus status)
    {
        table.Set(Silo, status, silo.Name);
        return Task.CompletedTask;
    }

    private async IAsyncEnumerable<ClusterMembershipSnapshot> UpdatesAsync()
    {
        for (Update update = _latest; ; update = await update.Next.Task)
        {
            yield return update.Snapshot;
        }
    }

    private sealed class Update(ClusterMembershipSnapshot snapshot)
    {
        public ClusterMembershipSnapshot Snapshot => snapshot;

        public TaskCompletionSource<Update> Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
