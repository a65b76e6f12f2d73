using System.Buffers.Binary;
using System.Text;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>
/// What the membership protocol decides: a view of the table and a time go in, what to do comes out. Nothing here reads a clock, draws
/// lots or writes; whoever carries a decision out does so by compare-and-set and decides again when it lost.
/// </summary>
internal static class MembershipDecisions
{
    /// <summary>
    /// Whether a silo has not said for too long that it is alive. Compares the writer's clock with the reader's; a silo is never declared
    /// dead for that alone, it is only probed, and does not count towards the quorum unless it answers.
    /// </summary>
    public static bool IsStale(MembershipEntry entry, DateTime now, ClusterMembershipOptions options)
    {
        var last = entry.IAmAliveTime > entry.StartTime ? entry.IAmAliveTime : entry.StartTime;
        return last + (options.IAmAliveTablePublishTimeout * options.NumMissedTableIAmAliveLimit) < now;
    }

    /// <summary>The votes that still count.</summary>
    public static IEnumerable<Tuple<SiloAddress, DateTime>> FreshVotes(MembershipEntry entry, DateTime now, ClusterMembershipOptions options) =>
        (entry.SuspectTimes ?? []).Where(vote => vote.Item2 + options.DeathVoteExpirationTimeout >= now);

    /// <summary>How many votes declare a silo dead.</summary>
    /// <param name="view">The table.</param>
    /// <param name="answering">Who answers the silo that asks, itself included: those live, whatever their clocks write.</param>
    /// <param name="now">The time.</param>
    /// <param name="options">The limits.</param>
    public static int VotesNeeded(MembershipView view, IReadOnlySet<SiloAddress> answering, DateTime now, ClusterMembershipOptions options)
    {
        var active = view.Rows.Values.Count(row =>
            row.Entry.Status == SiloStatus.Active && (answering.Contains(row.Entry.SiloAddress) || !IsStale(row.Entry, now, options)));
        return Math.Min(options.NumVotesForDeathDeclaration, (active + 1) / 2);
    }

    /// <summary>
    /// Whom a silo watches: while active, its successors on several hash rings, so that each silo is watched by about as many; and always
    /// those that are suspected or stale. That a joining silo watches the latter lets a cluster start again after all of it was lost.
    /// </summary>
    public static IReadOnlyList<SiloAddress> PeersToProbe(MembershipView view, SiloAddress self, DateTime now, ClusterMembershipOptions options)
    {
        var others = view.Rows.Values.Select(row => row.Entry).Where(entry => entry.SiloAddress != self && entry.Status != SiloStatus.Dead).ToArray();
        var peers = new SortedSet<SiloAddress>();
        if (view.Find(self)?.Status == SiloStatus.Active)
        {
            AddRingSuccessors(peers, others, self, options.NumProbedSilos);
        }

        peers.UnionWith(others
            .Where(entry => FreshVotes(entry, now, options).Any() || IsStale(entry, now, options))
            .Select(entry => entry.SiloAddress));
        return [.. peers];
    }

    /// <summary>Whom a joining silo must reach.</summary>
    public static IReadOnlyList<SiloAddress> PeersToReach(MembershipView view, SiloAddress self) =>
        [.. view.Rows.Values.Where(row => row.Entry.Status == SiloStatus.Active && row.Entry.SiloAddress != self).Select(row => row.Entry.SiloAddress)];

    /// <summary>Whom to tell of a change.</summary>
    public static IReadOnlyList<SiloAddress> PeersToTell(MembershipView view, SiloAddress self) =>
        [.. view.Rows.Values.Where(row => row.Entry.Status != SiloStatus.Dead && row.Entry.SiloAddress != self).Select(row => row.Entry.SiloAddress)];

    /// <summary>
    /// What follows when a silo does not answer: its death when enough vote for it, else a vote; null when the vote is there already. The
    /// dead have no vote: to who was cut off from all, the others look dead until it reads what they have decided. A witness that probed the
    /// suspect for the voter votes with it.
    /// </summary>
    public static MembershipChange? Suspect(
        MembershipView view,
        SiloAddress suspect,
        SiloAddress voter,
        IReadOnlySet<SiloAddress> answering,
        DateTime now,
        ClusterMembershipOptions options,
        SiloAddress? witness = null)
    {
        if (view.Find(suspect) is not { } entry || entry.Status == SiloStatus.Dead || !HasVote(view, voter))
        {
            return null;
        }

        SiloAddress[] voters = witness is null || witness == voter || view.Find(witness)?.Status != SiloStatus.Active ? [voter] : [voter, witness];
        var fresh = FreshVotes(entry, now, options).ToArray();
        var others = fresh.Where(vote => !voters.Contains(vote.Item1)).ToList();
        if (others.Select(vote => vote.Item1).Distinct().Count() + voters.Length >= VotesNeeded(view, answering, now, options))
        {
            return Kill(view, suspect, voters, now);
        }

        return voters.All(one => fresh.Any(vote => vote.Item1 == one))
            ? null
            : Write(view, suspect, changed => changed.SuspectTimes = [.. others, .. voters.Select(one => Tuple.Create(one, now))]);
    }

    /// <summary>Whether a silo may say something of others.</summary>
    public static bool HasVote(MembershipView view, SiloAddress silo) => view.Find(silo) is { Status: not SiloStatus.Dead };

    /// <summary>A silo's death, signed; null when it is dead or unknown.</summary>
    public static MembershipChange? Kill(MembershipView view, SiloAddress silo, SiloAddress killer, DateTime now) => Kill(view, silo, [killer], now);

    private static MembershipChange? Kill(MembershipView view, SiloAddress silo, SiloAddress[] killers, DateTime now) =>
        view.Find(silo) is not { } entry || entry.Status == SiloStatus.Dead
            ? null
            : Write(view, silo, changed =>
            {
                changed.Status = SiloStatus.Dead;
                changed.SuspectTimes = [.. (entry.SuspectTimes ?? []).Where(vote => !killers.Contains(vote.Item1)), .. killers.Select(one => Tuple.Create(one, now))];
            });

    /// <summary>The first step that a silo has still to take to be in the table: the death of its earlier lives, then its row.</summary>
    public static MembershipChange? Enter(MembershipView view, MembershipEntry self, DateTime now)
    {
        var earlier = view.Rows.Values.Select(row => row.Entry).FirstOrDefault(entry =>
            entry.SiloAddress.Endpoint.Equals(self.SiloAddress.Endpoint) && entry.SiloAddress.Generation < self.SiloAddress.Generation && entry.Status != SiloStatus.Dead);
        return earlier is not null ? Kill(view, earlier.SiloAddress, self.SiloAddress, now)
            : view.Rows.ContainsKey(self.SiloAddress) ? null
            : new MembershipChange(self, ETag: null, view.Version.Next());
    }

    /// <summary>The later life of a silo; null when there is none.</summary>
    public static SiloAddress? Successor(MembershipView view, SiloAddress silo) =>
        view.Rows.Keys.FirstOrDefault(other => other.Endpoint.Equals(silo.Endpoint) && other.Generation > silo.Generation);

    /// <summary>A silo's own next state; null when it has it or a later one: states never go back.</summary>
    public static MembershipChange? Advance(MembershipView view, SiloAddress self, SiloStatus status, DateTime now) =>
        view.Find(self) is not { } entry || entry.Status >= status
            ? null
            : Write(view, self, changed => (changed.Status, changed.IAmAliveTime) = (status, now));

    /// <summary>What the table says of the silo that reads it and had a row at an earlier version.</summary>
    public static OwnFate Judge(MembershipView view, SiloAddress self, int enteredAt) =>
        view.Find(self) is { } entry ? (entry.Status == SiloStatus.Dead ? OwnFate.Dead : OwnFate.Alive)
        : view.Version.Version > enteredAt ? OwnFate.Missing
        : OwnFate.Alive;

    /// <summary>One silo from each ring first, so that each has one watcher a ring; then the next from each until there are enough.</summary>
    private static void AddRingSuccessors(SortedSet<SiloAddress> peers, IEnumerable<MembershipEntry> others, SiloAddress self, int wanted)
    {
        var active = others.Where(entry => entry.Status == SiloStatus.Active).Select(entry => entry.SiloAddress).ToArray();
        var rings = Enumerable.Range(0, wanted).Select(ring => Ring(active, self, ring)).ToArray();
        for (var step = 0; step < active.Length; step++)
        {
            foreach (var ring in rings)
            {
                if (peers.Count >= wanted)
                {
                    return;
                }

                peers.Add(ring[step]);
            }
        }
    }

    /// <summary>The silos as they follow on the ring after one's own place.</summary>
    private static SiloAddress[] Ring(SiloAddress[] silos, SiloAddress self, int ring)
    {
        var start = Place(self, ring);
        return [.. silos.OrderBy(silo => unchecked(Place(silo, ring) - start)).ThenBy(silo => silo)];
    }

    private static uint Place(SiloAddress silo, int ring)
    {
        var name = silo.ToParsableString();
        Span<byte> key = stackalloc byte[sizeof(int) + Encoding.UTF8.GetMaxByteCount(name.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(key, ring);
        var length = Encoding.UTF8.GetBytes(name, key[sizeof(int)..]);
        return StableHash.Compute(key[..(sizeof(int) + length)]);
    }

    private static MembershipChange Write(MembershipView view, SiloAddress silo, Action<MembershipEntry> change)
    {
        var row = view.Rows[silo];
        var changed = row.Entry.Copy();
        change(changed);
        return new MembershipChange(changed, row.ETag, view.Version.Next());
    }
}
