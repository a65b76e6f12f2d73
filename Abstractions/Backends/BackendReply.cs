using Krewe.Errors;
using Krewe.Models;

namespace Krewe.Backends;

/// <summary>A model server's answer.</summary>
public sealed record BackendReply
{
    /// <summary>How it ended.</summary>
    public required ExecutionOutcome Outcome { get; init; }

    /// <summary>The body; empty unless completed.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Why it did not complete; with the server's own words where there are any.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The HTTP status; 0 when it did not answer.</summary>
    public int Status { get; init; }

    /// <summary>Sending to the last byte of the answer.</summary>
    public TimeSpan ServiceTime { get; init; }

    /// <summary>Whether the request cannot have caused it: it was never sent, or the silo itself ended the model server. It does not count against the request.</summary>
    public bool Blameless { get; init; }
}
