using Krewe.Backends;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Events;

namespace Krewe.Grains.Replicas;

/// <content>What became of the model server, for the events.</content>
internal sealed partial class ReplicaGrain
{
    private void NoteReady(BackendStatus status) => Note(
        EventKinds.ReplicaReady,
        EventLevel.Information,
        $"replica {_id} takes requests",
        null,
        [],
        ("epoch", status.Epoch),
        ("incarnation", status.Incarnation),
        ("startup seconds", status.StartupTime),
        ("restarts", _restartCount),
        ("version", _assignment?.Spec.Version));

    private void NoteFailed(string message, BackendStatus? status, Problem? problem, TimeSpan? delay) => Note(
        EventKinds.ReplicaFailed,
        EventLevel.Warning,
        $"replica {_id}: {message}",
        problem?.Code,
        [
            .. problem is null ? (string[])["it was told to stop"] : [problem.ToString(), .. problem.Reasons],
            .. delay is { } wait ? (string[])[FormattableString.Invariant($"the delay grows with each crash: {wait.TotalSeconds:0.###} s now")] : [],
        ],
        ("epoch", status?.Epoch ?? _assignment?.Lease.Epoch),
        ("incarnation", status?.Incarnation),
        ("restarts", _restartCount),
        ("crashes in a row", _restarts.ConsecutiveCrashes),
        ("delay seconds", delay));

    private void Note(
        string kind, EventLevel level, string message, string? code, string[] reasons, params ReadOnlySpan<(string Name, object? Value)> inputs) =>
        events.Record(new ClusterEvent
        {
            At = time.GetUtcNow(),
            Kind = kind,
            Level = level,
            Subject = _id.ToString(),
            Model = _id.Model,
            Host = _assignment?.Lease.Host,
            Code = code,
            Message = message,
            Reasons = [.. reasons],
            Inputs = EventInputs.Of(inputs),
        });
}
