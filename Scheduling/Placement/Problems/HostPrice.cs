namespace Krewe.Scheduling.Placement.Problems;

/// <summary>What a host costs.</summary>
public sealed record HostPrice
{
    /// <summary>Nothing, always.</summary>
    public static HostPrice Free { get; } = new() { Terms = PriceTerms.Reserved };

    /// <summary>How it is paid for; default on demand.</summary>
    public PriceTerms Terms { get; init; }

    /// <summary>Price of an hour, not negative; of a reserved host it does not count, for it is paid anyway.</summary>
    public double PerHour { get; init; }

    /// <summary>Expected interruptions in an hour, not negative; only of a spot host.</summary>
    public double InterruptionsPerHour { get; init; }

    internal double Marginal => Terms == PriceTerms.Reserved ? 0 : PerHour;

    internal double Risk => Terms == PriceTerms.Spot ? InterruptionsPerHour : 0;
}
