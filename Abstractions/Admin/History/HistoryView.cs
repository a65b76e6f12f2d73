using System.Collections.Immutable;
using Krewe.Errors;

namespace Krewe.Admin.History;

/// <summary>
/// The last 15 minutes of the cluster, as <c>GET /admin/v1/history</c> gives them (also the event <c>history</c> of <c>/live</c>):
/// columns, each with one value a second from <see cref="First"/> to <see cref="Last"/>, null where nothing is known of that second.
/// </summary>
public sealed record HistoryView
{
    /// <summary>The first second: seconds since 1970, UTC.</summary>
    public required long First { get; init; }

    /// <summary>The last second; below <see cref="First"/> when there is none. Ask again with <c>since</c> = this.</summary>
    public required long Last { get; init; }

    /// <summary>The models, by key.</summary>
    public ImmutableArray<ModelHistory> Models { get; init; } = [];

    /// <summary>The hosts, by name.</summary>
    public ImmutableArray<HostHistory> Hosts { get; init; } = [];

    /// <summary>The devices, by host and identity.</summary>
    public ImmutableArray<DeviceHistory> Devices { get; init; } = [];

    /// <summary>The silos, by name.</summary>
    public ImmutableArray<SiloHistory> Silos { get; init; } = [];

    /// <summary>Which silos did not answer, so that their part is missing; empty when all did.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
