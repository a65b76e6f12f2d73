namespace Krewe.Grains.Replicas.Batching;

/// <summary>The requests of a batch that have come so far, and whoever of them is there still. Written in turns, but for <see cref="Left"/>.</summary>
internal sealed class PendingBatch : IDisposable
{
    private readonly CancellationTokenSource _full = new();
    private readonly CancellationTokenSource _abandoned = new();
    private int _present;

    public List<BatchMember> Members { get; } = [];

    /// <summary>Signalled when all have come.</summary>
    public CancellationToken Full => _full.Token;

    /// <summary>Signalled when nobody waits for an answer any more.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    public BatchMember Join(BatchMember member)
    {
        Members.Add(member);
        Interlocked.Increment(ref _present);
        return member;
    }

    public void Close() => _full.Cancel();

    /// <summary>A caller went away; from any thread.</summary>
    public void Left()
    {
        if (Interlocked.Decrement(ref _present) == 0 && _full.IsCancellationRequested)
        {
            try
            {
                _abandoned.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // Its execution has just ended.
            }
        }
    }

    public void Dispose()
    {
        _full.Dispose();
        _abandoned.Dispose();
    }
}
