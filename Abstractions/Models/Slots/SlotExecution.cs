using Krewe.Specs;

namespace Krewe.Models.Slots;

/// <summary>How an execution in a kept slot ended.</summary>
/// <param name="Slot">Where.</param>
/// <param name="Class">The request's class.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="ServiceTime">How long the model server took; zero when it did not answer.</param>
/// <param name="Elapsed">How long the slot was in use for it.</param>
/// <param name="Granted">Whether it was the one that the slot was granted for: the queue has counted that request already.</param>
[GenerateSerializer, Immutable, Alias("krewe.SlotExecution")]
public readonly record struct SlotExecution(KeptSlot Slot, ServiceClass Class, ExecutionOutcome Outcome, TimeSpan ServiceTime, TimeSpan Elapsed, bool Granted);
