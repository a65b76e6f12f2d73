using System.Collections.Immutable;
using Krewe.Models;

namespace Krewe.Grains.Models.Profiles;

/// <summary>
/// What executions take, by version and class of device: what was learned on one says little of another. Batches are learned inside of each.
/// Owned by the model grain.
/// </summary>
internal sealed class ServiceProfiles
{
    /// <summary>The most that are kept; what was used longest ago goes. A model runs on a few classes in one or two versions.</summary>
    private const int Most = 32;

    private readonly List<(string Version, string? DeviceClass, ServiceEstimate Estimate)> _byUse = [];
    private int _maxBatch = 1;

    /// <summary>The largest batch; see <see cref="ServiceEstimate.MaxBatch"/>.</summary>
    public int MaxBatch
    {
        get => _maxBatch;
        set
        {
            _maxBatch = value;
            _byUse.ForEach(one => one.Estimate.MaxBatch = value);
        }
    }

    /// <summary>What is known of where a replica runs; null when that is too little.</summary>
    public ServiceEstimate? Known(ReplicaReport report) =>
        _byUse.FindIndex(one => one.Version == report.Version && one.DeviceClass == report.DeviceClass) is >= 0 and var at && _byUse[at].Estimate is { Execution: not null } estimate
            ? estimate
            : null;

    /// <summary>All of which enough is known, by version and class.</summary>
    public ImmutableArray<ModelProfile> All =>
    [
        .. _byUse.Where(one => one.DeviceClass is not null && one.Estimate.Current is not null)
            .OrderBy(one => one.Version, StringComparer.Ordinal).ThenBy(one => one.DeviceClass, StringComparer.Ordinal)
            .Select(one => new ModelProfile(one.Version, one.DeviceClass!, one.Estimate.Current!.Value.Typical, one.Estimate.Execution!.Value.Typical)),
    ];

    /// <summary>An execution ended on a replica.</summary>
    public void Record(ReplicaReport report, TimeSpan serviceTime, int rows)
    {
        var at = _byUse.FindIndex(one => one.Version == report.Version && one.DeviceClass == report.DeviceClass);
        var entry = at >= 0 ? _byUse[at] : (report.Version, report.DeviceClass, Estimate: new ServiceEstimate { MaxBatch = _maxBatch });
        if (at > 0)
        {
            _byUse.RemoveAt(at);
        }

        if (at != 0)
        {
            _byUse.Insert(0, entry);
            if (_byUse.Count > Most)
            {
                _byUse.RemoveAt(Most);
            }
        }

        entry.Estimate.Record(serviceTime, rows);
    }
}
