using Krewe.Specs;

namespace Krewe.Models;

/// <summary>A request's place in the queue of its model. The payload stays at the front.</summary>
[GenerateSerializer, Immutable, Alias("krewe.Ticket")]
public sealed record Ticket
{
    /// <summary>The request's id, unique in the cluster; a retry after a lost replica keeps it.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The version that was asked for; null for whichever is served.</summary>
    [Id(1)]
    public string? Version { get; init; }

    /// <summary>Its class.</summary>
    [Id(2)]
    public ServiceClass Class { get; init; }

    /// <summary>Who asks.</summary>
    [Id(3)]
    public required string Tenant { get; init; }

    /// <summary>What is left until its deadline when the ticket is sent. A span, so that clocks need not agree.</summary>
    [Id(4)]
    public required TimeSpan Budget { get; init; }

    /// <summary>How long ago the request arrived at the front when the ticket is sent.</summary>
    [Id(5)]
    public TimeSpan Age { get; init; }

    /// <summary>Bytes of the body that waits at the front.</summary>
    [Id(6)]
    public long Bytes { get; init; }

    /// <summary>Requests with the same key prefer the same replica; null for none.</summary>
    [Id(7)]
    public string? Affinity { get; init; }

    /// <summary>0 for the first execution, counted up with each retry.</summary>
    [Id(8)]
    public int Attempt { get; init; }

    /// <summary>For whom it competes with others of its class; null is the tenant.</summary>
    [Id(10)]
    public string? FairnessKey { get; init; }

    /// <summary>The generation of the model's configuration that the front checked the request against.</summary>
    [Id(9)]
    public long Generation { get; init; }

    /// <summary>What it can be executed together with; null when only by itself.</summary>
    [Id(12)]
    public string? Shape { get; init; }

    /// <summary>How much of a batch it takes: the first dimension of its inputs; at least 1.</summary>
    [Id(13)]
    public int Rows { get; init; } = 1;

    /// <summary>Replicas that were lost while they executed it.</summary>
    [Id(14)]
    public int Losses { get; init; }

    /// <summary>The zone of the front; null when it is not known.</summary>
    [Id(15)]
    public string? Zone { get; init; }

    /// <summary>The host of the front, when that can keep slots; else null.</summary>
    [Id(11)]
    public string? Front { get; init; }
}
