using Krewe.Backends;
using Krewe.Models;

namespace Krewe.Silo.Backends.Batching;

/// <summary>Executes several requests as one, and one by one what does not work together: a bad request harms only itself.</summary>
internal sealed class BatchExecution(Func<ReadOnlyMemory<byte>, CancellationToken, Task<BackendReply>> infer, TimeProvider time)
{
    /// <summary>After so many answers in a row that cannot be split the model is taken to be one whose rows are not requests.</summary>
    private const int MaxFaults = 3;

    private int _faults;

    /// <summary>Whether requests are still put together.</summary>
    public bool IsOn => Volatile.Read(ref _faults) < MaxFaults;

    /// <summary>Executes them.</summary>
    /// <param name="requests">Their bodies.</param>
    /// <param name="noteFault">Is told why an answer could not be split.</param>
    /// <param name="cancellationToken">Breaks the connection.</param>
    public async Task<IReadOnlyList<BackendReply>> ExecuteAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> requests, Action<string> noteFault, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        if (!IsOn || !BatchBody.TryMerge(requests, out var body, out var rows))
        {
            return await OneByOneAsync(requests, began, cancellationToken).ConfigureAwait(false);
        }

        var reply = await infer(body.Value, cancellationToken).ConfigureAwait(false);
        switch (reply.Outcome)
        {
            case ExecutionOutcome.Completed:
                if (BatchAnswer.TrySplit(reply.Payload, rows, out var fault) is { } parts)
                {
                    Volatile.Write(ref _faults, 0);
                    return [.. parts.Select(part => reply with { Payload = part })];
                }

                Interlocked.Increment(ref _faults);
                noteFault(fault);
                return await OneByOneAsync(requests, began, cancellationToken).ConfigureAwait(false);
            case ExecutionOutcome.Refused or ExecutionOutcome.Failed:
                return await OneByOneAsync(requests, began, cancellationToken).ConfigureAwait(false);
            default:
                return [.. requests.Select(_ => reply)];
        }
    }

    /// <summary>In the one slot that they have, so one after the other; each has taken the slot from the beginning of all.</summary>
    private async Task<IReadOnlyList<BackendReply>> OneByOneAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> requests, long began, CancellationToken cancellationToken)
    {
        var replies = new List<BackendReply>(requests.Count);
        foreach (var request in requests)
        {
            var reply = await infer(request, cancellationToken).ConfigureAwait(false);
            replies.Add(reply with { ServiceTime = time.GetElapsedTime(began) });
        }

        return replies;
    }
}
