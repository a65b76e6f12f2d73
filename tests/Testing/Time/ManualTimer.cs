namespace Krewe.Testing.Time;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>, whose lock guards it.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, Action fire) : ITimer
{
    public static IComparer<ManualTimer> ByDue { get; } = Comparer<ManualTimer>.Create(
        (left, right) => left.Due != right.Due ? left.Due.CompareTo(right.Due) : left.Sequence.CompareTo(right.Sequence));

    private bool _disposed;

    public DateTimeOffset Due { get; set; }

    public long Sequence { get; set; }

    public TimeSpan Period { get; set; }

    public bool IsSet { get; set; }

    public void Fire() => fire();

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        clock.Set(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Unset(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
