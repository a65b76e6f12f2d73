namespace Krewe.Runtime.Activations;

/// <summary>A token that is signalled when a time is up, or with another one.</summary>
internal sealed class TimeBudget : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;

    private TimeBudget(TimeSpan limit, TimeProvider time, CancellationToken other)
    {
        _limit = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, other);
        Token = _either.Token;
    }

    public CancellationToken Token { get; }

    public static TimeBudget Start(TimeSpan limit, TimeProvider time, CancellationToken other) => new(limit, time, other);

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }
}
