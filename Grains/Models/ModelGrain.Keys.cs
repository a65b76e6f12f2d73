using Krewe.Models;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <content>Fairness keys that wait: each has a share, so a tenant may not have any number of them.</content>
internal sealed partial class ModelGrain
{
    private KeyLimits _keyLimits = new(SpecDefaults.FairnessKeys);

    /// <summary>A key with a weight was given it by whoever wrote the spec: those are as many as that one wants.</summary>
    private bool CountsKey(Ticket ticket) => ticket.FairnessKey is { } key && Configuration?.Spec.Queue.Weights.ContainsKey(key) != true;

    private void NoteWaiting(Waiter waiter)
    {
        if (CountsKey(waiter.Ticket))
        {
            waiter.HasKey = true;
            _keyLimits.Add(waiter.Ticket.Tenant, waiter.Ticket.FairnessKey!);
        }
    }
}
