using System.Collections.Immutable;
using Krewe.Silo.Admin;
using Krewe.Silo.Metrics;

namespace Krewe.Silo.Tests.Admin;

/// <summary>A silo's identity, and the snapshot of the sample cluster.</summary>
internal sealed class FakeSilo : ISiloInformation, IMetricsSource
{
    public string Version => "0.1.0";

    public string Engine => "test";

    public string Region => "local";

    public string Name => "alpha";

    public DateTimeOffset StartedAt => SampleCluster.Start;

    public ImmutableArray<string> Addresses => [];

    public ImmutableArray<string> AdminAddresses { get; set; } = [];

    public Task<MetricsSnapshot> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new MetricsSnapshot
    {
        Version = Version,
        Engine = Engine,
        Hosts = [SampleCluster.Host],
        Models = SampleCluster.Pool.Models,
        Activations = 9,
    });
}
