using System.Globalization;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Front.Protocol;
using Krewe.Silo.Front.Slots;
using Krewe.Specs;

namespace Krewe.Silo.Front;

/// <content>What the front asks a queue for, and the slots that it keeps so that it need not ask.</content>
internal sealed partial class InferenceFront
{
    // Ids of this front's tickets: unique in the cluster by its own random part.
    private readonly string _ticketPrefix = $"{settings.Host}-{Guid.NewGuid().ToString("N")[..12]}-";
    private long _ticketNumber;

    /// <summary>A slot that is kept here and free, for what may be executed without asking; else null. See docs/hot-models.md.</summary>
    private HeldSlot? TakeSlot(RequestState state, ModelKey model, ModelView view, InferenceRequest request) =>
        state.Executions == 0 && state.Class != ServiceClass.Batch && request.Parameters.Affinity is null && state.Timeout <= view.Spec.Timeout
            ? slots.Of(model)?.TryTake(view.Generation, state.Call.Version)
            : null;

    private HeldSlot? KeepSlot(ModelKey model, ModelView view, Grant grant, long askedAt) =>
        grant.KeepFor > TimeSpan.Zero ? slots.Keep(model, grant, view.Generation, askedAt) : null;

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{_ticketPrefix}{Interlocked.Increment(ref _ticketNumber):x}");

    private Ticket Ticket(RequestState state, ModelView view, InferenceRequest request, string id)
    {
        var elapsed = state.Elapsed;
        var rows = view.Spec.Batching.MaxSize > 1 ? BatchShape.RowsOf(request) ?? 0 : 0;
        return new Ticket
        {
            Id = id,
            Version = state.Call.Version,
            Class = state.Class,
            Tenant = state.Tenant,
            Budget = state.BudgetAfter(elapsed),
            Age = elapsed,
            Bytes = state.Call.Body.Length,
            Affinity = request.Parameters.Affinity,
            FairnessKey = request.Parameters.FairnessKey,
            Attempt = state.Executions,
            Generation = view.Generation,
            Front = settings.Host,
            Zone = settings.Zone,
            Losses = state.Losses,
            Shape = rows > 0 ? BatchShape.NameOf(request) : null,
            Rows = Math.Max(1, rows),
        };
    }
}
