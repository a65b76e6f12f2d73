namespace Krewe.Scheduling.Scaling.Decisions;

/// <summary>What is known of the requests of one class of a model.</summary>
/// <param name="Share">Its part of the model's requests, above 0; those of all classes need not sum to 1.</param>
/// <param name="ObjectiveSeconds">What is promised to it, from arrival to answer, in seconds, above 0.</param>
/// <param name="Inside">Its requests that wait or are served, at least 0.</param>
/// <param name="Tolerance">The share of its requests that may be late in plans, above 0, below 1.</param>
/// <param name="Weight">What a late step of it counts against those of others, above 0.</param>
public sealed record ClassLoad(double Share, double ObjectiveSeconds, double Inside, double Tolerance, double Weight = 1)
{
    /// <summary>Its rank, by which the caller knows it again; nothing is decided by it.</summary>
    public int Rank { get; init; }

    internal bool IsValid => Share > 0 && ObjectiveSeconds > 0 && Inside >= 0 && Tolerance is > 0 and < 1 && Weight > 0;
}
