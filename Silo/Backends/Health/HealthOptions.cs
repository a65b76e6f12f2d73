namespace Krewe.Silo.Backends.Health;

/// <summary>How a model server is watched.</summary>
internal sealed record HealthOptions
{
    /// <summary>From the start until the server must be ready.</summary>
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two questions while it starts.</summary>
    public TimeSpan StartupInterval { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>Between two questions once it has been ready.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait for one answer.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So many failed questions in a row make a ready server unhealthy.</summary>
    public int FailuresToUnhealthy { get; init; } = 3;
}
