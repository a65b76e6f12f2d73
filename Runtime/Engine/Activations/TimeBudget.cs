namespace Krewe.Runtime.Activations;

/// <summary>A token that is signalled when a time is up, or with another one.</summary>
internal sealed class TimeBudget : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _other;

    private TimeBudget(TimeSpan limit, TimeProvider time, CancellationToken other)
    {
        _limit = new CancellationTokenSource(limit, time);
        _other = other.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _limit);
        Token = _limit.Token;
    }

    public CancellationToken Token { get; }

    public static TimeBudget Start(TimeSpan limit, TimeProvider time, CancellationToken other) => new(limit, time, other);

    public void Dispose()
    {
        _other.Dispose();
        _limit.Dispose();
    }
}
