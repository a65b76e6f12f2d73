namespace Krewe.Specs.Devices;

/// <summary>Something that goes wrong with simulated devices.</summary>
public sealed record ScriptedFault
{
    /// <summary>What.</summary>
    public required ScriptedFaultKind Kind { get; init; }

    /// <summary>Which of the group's devices, from 0; null for all of them.</summary>
    public int? Device { get; init; }

    /// <summary>When it begins, counted from the start of the silo.</summary>
    public TimeSpan At { get; init; }

    /// <summary>How long it lasts; null for ever.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>The error's number, of kind <c>xid</c>; of the others one that comes with it, 0 for none.</summary>
    public int Xid { get; init; }

    /// <summary>Whether it holds at a time.</summary>
    /// <param name="elapsed">Since the start of the silo.</param>
    public bool Holds(TimeSpan elapsed) => elapsed >= At && (For is not { } duration || elapsed < At + duration);
}
