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

    // Of the executions, what a share may move before chains are built again.
    private const double ShareGrain = 0.05;
    private (double Speed, double Share)[] _mix = [];
    private ServiceModel? _mixed;

    /// <summary>The service model on places of these speeds.</summary>
    /// <param name="speeds">The places; none for those that are as fast as the rules say.</param>
    public ServiceModel Of(ImmutableArray<PlaceSpeed> speeds)
    {
        if (speeds.IsEmpty)
        {
            return plain;
        }

        var all = speeds.Sum(one => one.Count * one.Speed);
        if (_mixed is null || speeds.Length != _mix.Length || speeds.Where((one, at) => one.Speed != _mix[at].Speed || Math.Abs((one.Count * one.Speed / all) - _mix[at].Share) > ShareGrain).Any())
        {
            _mix = [.. speeds.Select(one => (one.Speed, one.Count * one.Speed / all))];
            _mixed = plain with { Service = Mixed(plain.Service, _mix) };
        }

        return _mixed;
    }

    private static TimeDistribution Mixed(TimeDistribution times, (double Speed, double Share)[] mix) => TimeDistribution.Measured(mix.SelectMany(one =>
    {
        var points = Math.Max(1, (int)Math.Round(Points * one.Share));
        return Enumerable.Range(0, points).Select(at => times.Quantile((at + 0.5) / points) / one.Speed);
    }));
}
