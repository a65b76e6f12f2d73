using System.Collections.Immutable;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Naming;

namespace Krewe.Grains.Pools;

/// <content>What was decided, for <c>explain</c> and for the events.</content>
internal sealed partial class PoolGrain
{
    /// <summary>Takes note of a decision about a model or a replica; the same again is not noted again.</summary>
    private void Note(
        string kind,
        string action,
        ReplicaId replica,
        string text,
        ImmutableArray<string> reasons = default,
        string? host = null,
        string? code = null,
        params ReadOnlySpan<(string Name, object? Value)> inputs) =>
        Note(kind, action, replica.ToString(), replica.Model, text, reasons, host, code, inputs);

    /// <summary>Takes note of a decision about a model.</summary>
    private void Note(string kind, string action, ModelKey model, string text, ImmutableArray<string> reasons = default, params ReadOnlySpan<(string Name, object? Value)> inputs) =>
        Note(kind, action, model.ToString(), model, text, reasons, host: null, code: null, inputs);

    private void Note(
        string kind,
        string action,
        string subject,
        ModelKey? model,
        string text,
        ImmutableArray<string> reasons,
        string? host,
        string? code,
        ReadOnlySpan<(string Name, object? Value)> inputs)
    {
        var now = time.GetUtcNow();
        reasons = reasons.IsDefault ? [] : reasons;
        if (!_decisions.Add(now, subject, action, text, reasons))
        {
            return;
        }

        events.Record(new ClusterEvent
        {
            At = now,
            Kind = kind,
            Level = kind is EventKinds.PlacementRefused or EventKinds.ReplicaLost or EventKinds.HostLost or EventKinds.MaintenanceRefused
                ? EventLevel.Warning
                : EventLevel.Information,
            Subject = subject,
            Model = model,
            Host = host,
            Code = code,
            Message = text,
            Reasons = reasons,
            Inputs = EventInputs.Of([("pool", Key), ("round", _round), .. inputs]),
        });
    }
}
