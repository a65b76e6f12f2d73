using Krewe.Backends;
using Krewe.Grains.Backends;
using Krewe.Naming;
using Krewe.Replicas;

namespace Krewe.Grains.Replicas.Batching;

/// <summary>
/// Puts the requests of a batch together as their fronts send them. A front that is slow, or gone, does not hold the others up: after a short
/// time those that came are executed, and who comes later is executed by itself. Owned by the replica grain, in its turns.
/// </summary>
internal sealed class BatchGathering(ReplicaId replica, IBackendManager backends, TimeProvider time)
{
    /// <summary>How long the first to come waits for the last: what a front takes to send a payload, with room.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, PendingBatch> _open = new(StringComparer.Ordinal);

    /// <summary>Executes a request with the others of its batch.</summary>
    /// <param name="order">The request; it names its batch.</param>
    /// <param name="cancellationToken">Its caller goes away: the others go on without it.</param>
    public async Task<BackendReply> JoinAsync(ExecutionOrder order, CancellationToken cancellationToken)
    {
        var name = order.Batch!;
        if (!_open.TryGetValue(name, out var batch))
        {
            _open.Add(name, batch = new PendingBatch());
            _ = GatherAsync(name, batch, order.Epoch);
        }

        var member = batch.Join(new BatchMember(order, batch));
        if (batch.Members.Count >= order.BatchSize)
        {
            _open.Remove(name);
            batch.Close();
        }

        await using var registration = cancellationToken.UnsafeRegister(static member => ((BatchMember)member!).Leave(), member);
        return await member.Reply.Task;
    }

    private async Task GatherAsync(string name, PendingBatch batch, long epoch)
    {
        using var _ = batch;
        try
        {
            await Task.Delay(Patience, time, batch.Full);
        }
        catch (OperationCanceledException)
        {
            // All have come.
        }

        if (_open.Remove(name))
        {
            batch.Close();
        }

        var members = batch.Members.Where(member => !member.IsGone).ToList();
        try
        {
            var replies = members.Count == 0 ? [] : await ExecuteAsync(members, epoch, batch.Abandoned);
            for (var at = 0; at < members.Count; at++)
            {
                members[at].Reply.TrySetResult(replies[at]);
            }
        }
        catch (Exception exception)
        {
            members.ForEach(member => member.Reply.TrySetException(exception));
        }
    }

    private async Task<IReadOnlyList<BackendReply>> ExecuteAsync(List<BatchMember> members, long epoch, CancellationToken cancellationToken) => members.Count == 1
        ? [await backends.InferAsync(replica, epoch, members[0].Order.Payload, cancellationToken)]
        : await backends.InferBatchAsync(replica, epoch, [.. members.Select(member => member.Order.Payload)], cancellationToken);
}
