namespace Krewe.Silo.Front.Quotas;

/// <summary>What the fronts of this silo did with leased quota, of one model. Written by any thread.</summary>
internal sealed class QuotaCounts
{
    private long _messages;
    private long _waits;
    private long _failures;

    /// <summary>Messages to the ledger.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Requests that waited for an answer of it.</summary>
    public long Waits => Interlocked.Read(ref _waits);

    /// <summary>Messages that it did not answer.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    public void CountMessage() => Interlocked.Increment(ref _messages);

    public void CountWait() => Interlocked.Increment(ref _waits);

    public void CountFailure() => Interlocked.Increment(ref _failures);
}
