using Krewe.Models;
using Krewe.Models.Shards;
using Krewe.Models.Slots;
using Krewe.Scaling;

namespace Krewe.Silo.Tests.Front.Slots;

/// <summary>A queue that is told of kept slots, and answers what the test says.</summary>
internal sealed class FakeQueue : IModelGrain
{
    public List<SlotUse> Told { get; } = [];

    /// <summary>Which it lets go on; all by default.</summary>
    public Func<KeptSlot, bool> Keeps { get; set; } = _ => true;

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    public Task<SlotAnswer> UseSlotsAsync(SlotUse use)
    {
        Told.Add(use);
        return Failure is { } failure
            ? Task.FromException<SlotAnswer>(failure)
            : Task.FromResult(new SlotAnswer { Kept = [.. use.Held.Where(Keeps).Select(slot => slot.Id)], KeepFor = TimeSpan.FromSeconds(2) });
    }

    public Task<TicketDecision> SubmitAsync(Ticket ticket, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WithdrawAsync(string ticketId, int attempt) => throw new NotSupportedException();

    public Task CompleteAsync(ExecutionReport report) => throw new NotSupportedException();

    public Task<Grant?> HedgeAsync(string ticketId, int attempt) => throw new NotSupportedException();

    public Task QuarantineAsync(string digest) => throw new NotSupportedException();

    public Task ConfigureAsync(ModelConfiguration configuration) => throw new NotSupportedException();

    public Task RemoveAsync(long generation) => throw new NotSupportedException();

    public Task ReportReplicaAsync(ReplicaReport report) => throw new NotSupportedException();

    public Task<ModelLoad?> GetLoadAsync() => throw new NotSupportedException();

    public Task<int> SwitchAsync(Krewe.Naming.ReplicaId from, Krewe.Naming.ReplicaId? to) => throw new NotSupportedException();

    public Task<ShardReport> AllotAsync(ShardAllotment allotment) => throw new NotSupportedException();

    public Task ExchangeAsync(int shard) => throw new NotSupportedException();

    public Task<ModelView?> GetAsync() => throw new NotSupportedException();
}
