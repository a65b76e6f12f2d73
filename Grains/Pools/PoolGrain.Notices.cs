using Krewe.Events;
using Krewe.Grains.Migrations;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Grains.Pools;

/// <content>Machines that have said when they go away: what is there moves at once, the most important first, and has ended before.</content>
internal sealed partial class PoolGrain
{
    /// <summary>From the end of a replica's requests and process to that of its machine.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(3);

    private HostNotice? NoticeOf(Lease lease) => _hosts.GetValueOrDefault(lease.Host)?.Notice;

    private ServiceClass RankOf(ReplicaId replica) => state.State.Models.GetValueOrDefault(replica.Model.ToString())?.Spec.Class ?? ServiceClass.Standard;

    /// <summary>What is on a machine that goes ends before it, with or without a successor: its requests end, too, and are not cut off.</summary>
    private async Task EndInTimeAsync()
    {
        var now = time.GetUtcNow();
        foreach (var replica in state.State.Replicas.Values.Where(replica => !replica.Stopping && NoticeOf(replica.Lease) is { } notice && LatestEnd(replica, notice) <= now).ToList())
        {
            await StopAsync(replica.Lease.Replica, $"host {replica.Lease.Host} goes away at {NoticeOf(replica.Lease)!.EndsAt:O}");
        }
    }

    /// <summary>Until its grace before the end, but for at least three quarters of the time that there was.</summary>
    private static DateTimeOffset LatestEnd(PoolReplica replica, HostNotice notice)
    {
        var (grace, quarter) = (replica.Spec.Backend.StopGrace + LastMoment, (notice.EndsAt - notice.ToldAt) / 4);
        return notice.EndsAt - (grace < quarter ? grace : quarter);
    }

    /// <summary>Has less important replicas elsewhere stop for one whose machine goes away and for which there is no room.</summary>
    private async Task<bool> MakeRoomAsync(PoolReplica replica, ReplicaId successor)
    {
        var moving = new MovingReplicas(state.State);
        var others = state.State.Replicas.Values
            .Where(other => !other.Stopping && !moving.Has(other.Lease.Replica))
            .Select(other => (other.Lease, RankOf(other.Lease.Replica)))
            .ToList();
        if (MakingRoom.Find([.. PromisedRoom.Without(LiveHosts(), state.State)], RequestOf(replica, successor), RankOf(replica.Lease.Replica), others, Weights) is not { } room)
        {
            return false;
        }

        await BeginMoveAsync(
            replica,
            room.Placed,
            MigrationCause.Spot,
            [ReasonOf(replica.Lease), .. room.Stopped.Select(lease => $"replica {lease.Replica} is less important, and makes room on host {lease.Host}")],
            room.Stopped);
        return true;
    }

    private void NoteNotice(HostView? before, HostView host)
    {
        if (host.Notice is { } notice && before?.Notice != notice)
        {
            NoteHost(
                EventKinds.HostNoticed,
                host.Host,
                $"host {host.Host} goes away at {notice.EndsAt:O}: it takes no new leases and is emptied before",
                notice.Reason.Length == 0 ? "it was told so" : notice.Reason,
                ("ends at", notice.EndsAt.ToString("O")),
                ("leases", host.Leases.Length));
        }
    }
}
