namespace Krewe.Specs.Machines;

/// <summary>How much of what is needed may be bought as spot machines.</summary>
public sealed record SpotRules
{
    /// <summary>Share of what critical models need, 0 to 1.</summary>
    public double Critical { get; init; }

    /// <summary>Share of what standard models need, 0 to 1.</summary>
    public double Standard { get; init; } = 0.5;

    /// <summary>Share of what batch models need, 0 to 1.</summary>
    public double Batch { get; init; } = 1;

    /// <summary>The most of all spot machines that one group has, above 0 to 1, as long as another group of spot machines could have them.</summary>
    public double Group { get; init; } = 0.5;

    /// <summary>How long nothing is bought in a group after one of its machines was taken back; doubled each time, up to 16 times.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(5);
}
