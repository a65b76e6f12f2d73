namespace Krewe.Bench.Faro;

/// <summary>What answering a share of requests in time takes, behind one kind of queue: baselines at their best setting, Krewe, one that knows the rates, and the bound.</summary>
internal sealed record FaroCost(
    (double Hours, double InTime, string Setting) Hpa, (double Hours, double InTime, string Setting) Kpa, (double Hours, double InTime) Ahead,
    (double Hours, double InTime) Clairvoyant, double Bound);
