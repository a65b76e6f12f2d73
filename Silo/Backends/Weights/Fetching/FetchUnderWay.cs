using System.Diagnostics.CodeAnalysis;
using Krewe.Errors;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Silo.Backends.Weights.Fetching;

/// <summary>A file that is on its way. Written by its one task, read by anybody; who waits for it is the cache's, under its lock.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It ends by itself, and its source of cancellation has no timer: who gives it up late may still cancel it.")]
internal sealed class FetchUnderWay(WeightsSpec weights, long transfer)
{
    private readonly CancellationTokenSource _stop = new();
    private long _have;
    private long _total = -1;
    private volatile Problem? _problem;

    public WeightsSpec Weights => weights;

    public string Digest => weights.Digest;

    /// <summary>By what the gate knows it.</summary>
    public long Transfer => transfer;

    /// <summary>Completes when it is there, or cannot be had. Set at once by who makes it.</summary>
    public Task Task { get; set; } = null!;

    /// <summary>Who waits, each with its urgency. Under the cache's lock.</summary>
    public List<WeightsUrgency> Waiters { get; } = [];

    /// <summary>How urgent it is. Under the cache's lock.</summary>
    public WeightsUrgency Urgency => Waiters.Count == 0 ? WeightsUrgency.Preload : Waiters.Max();

    /// <summary>What it is worth to whoever wants it most, as <c>WeightsValue</c> has it; bounds what preloading may drop. Under the cache's lock.</summary>
    public double ExpectedUses { get; set; }

    public bool IsCancelled => _stop.IsCancellationRequested;

    public CancellationToken Stopped => _stop.Token;

    /// <summary>Bytes that are there.</summary>
    public long Have
    {
        get => Volatile.Read(ref _have);
        set => Volatile.Write(ref _have, value);
    }

    /// <summary>Its length; null while nobody knows.</summary>
    public long? Total
    {
        get => Volatile.Read(ref _total) is >= 0 and var total ? total : weights.Bytes;
        set => Volatile.Write(ref _total, value ?? -1);
    }

    /// <summary>For what room has been made, in bytes from its beginning. Under the cache's lock.</summary>
    public long Reserved { get; set; }

    /// <summary>Why it is not quicker; null when nothing is wrong.</summary>
    public Problem? Problem
    {
        get => _problem;
        set => _problem = value;
    }

    /// <summary>Without running on here what waits for it: the caller has a lock.</summary>
    public void Cancel() => _ = _stop.CancelAsync();
}
