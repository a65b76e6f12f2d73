using System.Collections.Immutable;
using Krewe.Planning.Fleets;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Policies;

/// <summary>
/// The service model of a model whose replicas are not equally fast: the times of all executions together, as a cluster measures them, where a replica that is
/// twice as fast does twice as many. So the rate of a replica is that of the mean speed.
/// </summary>
/// <param name="plain">The model where executions take as long as the rules say.</param>
internal sealed class PlaceService(ServiceModel plain)
{
    private const int Points = 1024;

    // What a share of the executions may differ for the chains to be used again that were built before.
    private const double ShareGrain = 0.05;
    private readonly List<Known> _mixed = [];

    /// <summary>The service model on places of these speeds.</summary>
    /// <param name="speeds">The places; none for those that are as fast as the rules say.</param>
    public ServiceModel Of(ImmutableArray<PlaceSpeed> speeds)
    {
        if (speeds.IsEmpty)
        {
            return plain;
        }

        var all = speeds.Sum(one => one.Count * one.Speed);
        var mix = speeds.Select(one => (one.Speed, Share: one.Count * one.Speed / all)).ToArray();
        var known = _mixed.Where(one => IsNear(one.Mix, mix)).MinBy(one => one.Mix.Zip(mix, (before, now) => Math.Abs(before.Share - now.Share)).Max());
        if (known is null)
        {
            known = new Known(mix, plain with { Service = Mixed(plain.Service, mix) });
            _mixed.Add(known);
        }

        return known.Service;
    }

    private static bool IsNear((double Speed, double Share)[] one, (double Speed, double Share)[] other) =>
        one.Length == other.Length && one.Zip(other).All(both => both.First.Speed.Equals(both.Second.Speed) && Math.Abs(both.First.Share - both.Second.Share) <= ShareGrain);

    private static TimeDistribution Mixed(TimeDistribution times, (double Speed, double Share)[] mix) => TimeDistribution.Measured(mix.SelectMany(one =>
    {
        var points = Math.Max(1, (int)Math.Round(Points * one.Share));
        return Enumerable.Range(0, points).Select(at => times.Quantile((at + 0.5) / points) / one.Speed);
    }));

    private sealed record Known((double Speed, double Share)[] Mix, ServiceModel Service);
}
