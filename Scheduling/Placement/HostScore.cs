namespace Krewe.Scheduling.Placement;

/// <summary>How a feasible host compares. Order: fewer peers where spreading is asked, then warm, then fit, then name.</summary>
/// <param name="Host">The host.</param>
/// <param name="Peers">Replicas of the model that it holds; 0 where spreading is not asked.</param>
/// <param name="Warm">Whether it holds the model's files.</param>
/// <param name="Leftover">Mean share of the host that stays free in the dimensions asked for, 0 to 1; less packs tighter.</param>
/// <param name="Alignment">Cosine between what is asked and what is free, 0 to 1; more strands less of the other resources.</param>
/// <param name="Fit">The weighted sum that decides; more is better.</param>
public sealed record HostScore(string Host, int Peers, bool Warm, double Leftover, double Alignment, double Fit);
