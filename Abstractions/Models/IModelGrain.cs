using Krewe.Models.Shards;
using Krewe.Models.Slots;
using Krewe.Naming;
using Krewe.Scaling;
using Orleans.Concurrency;

namespace Krewe.Models;

/// <summary>The queue of one model in one region. Key: <see cref="Naming.ModelKey"/>.</summary>
[Alias("krewe.IModelGrain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>Admits a ticket and answers when it is granted, refused, shed or expired.</summary>
    /// <param name="ticket">The request without its payload.</param>
    /// <param name="cancellationToken">Frees the ticket's place at once.</param>
    [Alias("submit"), AlwaysInterleave, ResponseTimeout("01:05:00")]
    Task<TicketDecision> SubmitAsync(Ticket ticket, CancellationToken cancellationToken);

    /// <summary>
    /// Frees the slot of a grant that its front never saw, or the place in the queue: the call was given up, or broke, while the answer was
    /// on its way. Can be repeated.
    /// </summary>
    /// <param name="ticketId">The ticket that was given up.</param>
    /// <param name="attempt">Its attempt.</param>
    [Alias("withdraw"), AlwaysInterleave, OneWay]
    Task WithdrawAsync(string ticketId, int attempt);

    /// <summary>Frees the slot of a grant and takes note of how the execution went. Can be repeated.</summary>
    /// <param name="report">The execution.</param>
    [Alias("complete"), AlwaysInterleave, OneWay]
    Task CompleteAsync(ExecutionReport report);

    /// <summary>
    /// Asks for a second execution of a request whose first one takes long. Null when there is none to be had; it has the next attempt, and is
    /// reported by itself.
    /// </summary>
    /// <param name="ticketId">Which ticket.</param>
    /// <param name="attempt">Its first execution.</param>
    [Alias("hedge"), AlwaysInterleave]
    Task<Grant?> HedgeAsync(string ticketId, int attempt);

    /// <summary>A front tells that two replicas were lost with a request: its content is not executed any more for a while. Can be repeated.</summary>
    /// <param name="digest">SHA-256 of the body for the model server, without the request's id, in hexadecimal.</param>
    [Alias("quarantine"), AlwaysInterleave]
    Task QuarantineAsync(string digest);

    /// <summary>A front tells of the slots that it keeps: which it has, which it gives back, what was executed in them. Can be repeated, but for the executions.</summary>
    /// <param name="use">The front's word.</param>
    [Alias("slots"), AlwaysInterleave]
    Task<SlotAnswer> UseSlotsAsync(SlotUse use);

    /// <summary>Takes over what the pool says: the spec and which replicas there are. Older generations are ignored. Can be repeated.</summary>
    /// <param name="configuration">The pool's word.</param>
    [Alias("configure"), AlwaysInterleave]
    Task ConfigureAsync(ModelConfiguration configuration);

    /// <summary>Forgets the model: waiting tickets are refused. Can be repeated.</summary>
    /// <param name="generation">The generation of the removal; an older one than the configuration's is ignored.</param>
    [Alias("remove"), AlwaysInterleave]
    Task RemoveAsync(long generation);

    /// <summary>A replica tells what it is and can. Can be repeated.</summary>
    /// <param name="report">The replica's state.</param>
    [Alias("replica"), AlwaysInterleave]
    Task ReportReplicaAsync(ReplicaReport report);

    /// <summary>What its number of replicas is decided from; null when it does not follow demand, or there is no such model.</summary>
    [Alias("load"), AlwaysInterleave]
    Task<ModelLoad?> GetLoadAsync();

    /// <summary>
    /// Gives a replica no more requests, because another one takes its place, and hands that one what is known of how it serves. It wears off in
    /// 5 s unless it is told again: a move that is broken off leaves nothing behind. Can be repeated.
    /// </summary>
    /// <param name="from">The replica that leaves.</param>
    /// <param name="to">The one that takes its place; null when none does.</param>
    /// <returns>How many requests were given to the leaving one and have not ended.</returns>
    [Alias("switch"), AlwaysInterleave]
    Task<int> SwitchAsync(ReplicaId from, ReplicaId? to);

    /// <summary>The root of a split queue tells a shard what it may use. What was overtaken changes nothing. Can be repeated.</summary>
    /// <param name="allotment">The root's word.</param>
    [Alias("allot"), AlwaysInterleave]
    Task<ShardReport> AllotAsync(ShardAllotment allotment);

    /// <summary>A shard asks the root to look at all shards again: it waits without a slot, has one to give, or is new. Ends when that was done. Can be repeated.</summary>
    /// <param name="shard">Which.</param>
    [Alias("exchange"), AlwaysInterleave]
    Task ExchangeAsync(int shard);

    /// <summary>What the model is; null when there is none of that name.</summary>
    [Alias("get"), AlwaysInterleave]
    Task<ModelView?> GetAsync();
}
