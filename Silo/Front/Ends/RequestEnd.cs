namespace Krewe.Silo.Front.Ends;

/// <summary>
/// Ends the work for one request: at its deadline, when its caller goes away, or when the silo gives requests up. One source for all three,
/// used again by later requests where nothing ended it.
/// </summary>
internal sealed class RequestEnd : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _abandoned;
    private CancellationTokenRegistration _aborted;
    private bool _callersRegistered;

    /// <summary>Makes one whose deadline is set for each request anew.</summary>
    /// <param name="gate">The silo's.</param>
    public RequestEnd(FrontGate gate)
        : this(gate, new CancellationTokenSource())
    {
    }

    /// <summary>Makes one for one request.</summary>
    /// <param name="gate">The silo's.</param>
    /// <param name="budget">What is left until the deadline.</param>
    /// <param name="time">By which it is measured.</param>
    public RequestEnd(FrontGate gate, TimeSpan budget, TimeProvider time)
        : this(gate, new CancellationTokenSource(budget, time))
    {
    }

    private RequestEnd(FrontGate gate, CancellationTokenSource source)
    {
        _source = source;
        _abandoned = gate.Abandoned.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), source);
    }

    public CancellationToken Token => _source.Token;

    public void EndAfter(TimeSpan budget) => _source.CancelAfter(budget);

    public void EndWith(CancellationToken aborted)
    {
        _callersRegistered = aborted.CanBeCanceled;
        _aborted = aborted.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Lets go of the caller. False when something has ended it, or is about to: then it is of no use any more.</summary>
    public bool TryReset()
    {
        var isFree = _aborted.Unregister() || !_callersRegistered;
        (_aborted, _callersRegistered) = (default, false);
        return _source.TryReset() && isFree;
    }

    public void Dispose()
    {
        _abandoned.Unregister();
        _source.Dispose();
    }
}
