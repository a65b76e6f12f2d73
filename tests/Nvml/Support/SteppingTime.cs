namespace Krewe.Nvml.Tests.Support;

/// <summary>A clock that the test moves.</summary>
public sealed class SteppingTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
