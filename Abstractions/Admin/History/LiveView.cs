using System.Collections.Immutable;
using Krewe.Errors;

namespace Krewe.Admin.History;

/// <summary>One second of the cluster, as <c>GET /admin/v1/live</c> pushes it (event <c>live</c>).</summary>
public sealed record LiveView
{
    /// <summary>Which second: seconds since 1970, UTC. Also the event's id, and what <c>since</c> and <c>Last-Event-ID</c> take.</summary>
    public required long Second { get; init; }

    /// <summary>When that second began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The silo that tells.</summary>
    public required string Silo { get; init; }

    /// <summary>The models, by key.</summary>
    public ImmutableArray<LiveModel> Models { get; init; } = [];

    /// <summary>The hosts, by name.</summary>
    public ImmutableArray<LiveHost> Hosts { get; init; } = [];

    /// <summary>The devices, by host and identity.</summary>
    public ImmutableArray<LiveDevice> Devices { get; init; } = [];

    /// <summary>The silos that answered, by name.</summary>
    public ImmutableArray<LiveSilo> Silos { get; init; } = [];

    /// <summary>Which silos did not answer, so that their part is missing; empty when all did.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
