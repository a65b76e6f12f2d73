using Krewe.Models;
using Krewe.Replicas;
using Krewe.Silo.Front.Slots;

namespace Krewe.Silo.Front;

/// <content>A second execution for a request whose first one takes longer than usual; the first answer counts.</content>
internal sealed partial class InferenceFront
{
    private async Task<ExecutionResult> ExecuteHedgedAsync(
        RequestState state, IModelGrain model, Grant grant, HeldSlot? slot, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (grant.HedgeAfter is not { } delay)
        {
            return await ExecuteAsync(state, model, grant, slot, payload, cancellationToken);
        }

        using var firstEnds = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = ExecuteAsync(state, model, grant, slot, payload, firstEnds.Token);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(first, Task.Delay(delay, time, answered.Token));
        await answered.CancelAsync();
        if (first.IsCompleted || await SecondAsync(model, grant) is not { } second)
        {
            return await first;
        }

        state.Hedges++;
        using var secondEnds = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var other = ExecuteAsync(state, model, second, null, payload, secondEnds.Token);
        var early = await Task.WhenAny(first, other);
        var late = early == first ? other : first;
        if (Answers(early))
        {
            state.HedgesWon += early == other ? 1 : 0;
            await (early == first ? secondEnds : firstEnds).CancelAsync();
            await late.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return await early;
        }

        // What failed does not count while the other may yet answer.
        await Task.WhenAny(late);
        state.HedgesWon += late == other && Answers(late) ? 1 : 0;
        return Answers(late) ? await late : await first;
    }

    private static async Task<Grant?> SecondAsync(IModelGrain model, Grant grant)
    {
        try
        {
            return await model.HedgeAsync(grant.TicketId, grant.Attempt);
        }
        catch (Exception exception) when (Front.Unreachable.Is(exception))
        {
            return null; // the first execution goes on
        }
    }

    /// <summary>What the model server itself said of the request counts, also that it refuses it.</summary>
    private static bool Answers(Task<ExecutionResult> execution) =>
        execution.IsCompletedSuccessfully && execution.Result.Outcome is ExecutionOutcome.Completed or ExecutionOutcome.Refused;
}
