namespace Krewe.Scheduling.Tests.Support;

/// <summary>Instants and spans of the tests, counted in milliseconds from a fixed start.</summary>
internal static class Clock
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double milliseconds) => Start + TimeSpan.FromMilliseconds(milliseconds);

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
