using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;

namespace Krewe.Silo.Front.Regions;

/// <summary>Why a request is executed in another region, in words that the audit and a metric's label use.</summary>
internal static class RegionReason
{
    /// <summary>The model's own region is lost.</summary>
    public const string Lost = "lost";

    /// <summary>Requests return to it little by little.</summary>
    public const string Returning = "returning";

    /// <summary>It goes, or has gone, to another region because its own one is taken out of service.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>It goes, or has gone, to another region because an operator said so.</summary>
    public const string Asked = "asked";

    /// <summary>It goes, or has gone, to where most requests come from.</summary>
    public const string Latency = "latency";

    /// <summary>It goes, or has gone, to where it costs less.</summary>
    public const string Price = "price";

    /// <summary>Replicas are kept in the front's region at all times.</summary>
    public const string Near = "near";

    /// <summary>Refusals after which another region may do better: of load, of replicas, of reach; none that is the caller's mistake.</summary>
    private static readonly ImmutableArray<string> Passing =
    [
        ErrorCodes.QueueFull, ErrorCodes.DeadlineUnreachable, ErrorCodes.Shed, ErrorCodes.ModelNotReady, ErrorCodes.ModelRemoved, ErrorCodes.ModelUnknown, ErrorCodes.ModelUnreachable,
    ];

    /// <summary>Refusals that end when a lost region is taken over.</summary>
    private static readonly ImmutableArray<string> Waiting = [ErrorCodes.ModelNotReady, ErrorCodes.ModelRemoved, ErrorCodes.ModelUnknown, ErrorCodes.ModelUnreachable];

    public static bool GoesOn(string? code) => code is not null && Passing.Contains(code);

    public static bool Waits(string? code) => code is not null && Waiting.Contains(code);

    /// <summary>Why a request is tried in a region before it was refused in any.</summary>
    public static string Of(ModelRoute route, ModelKey key, bool lost) =>
        lost ? Lost : route.Standby && route.HomeThousandths == Whole && key != route.Home ? Near : route.Reason switch
        {
            RegionMoveReason.Maintenance => Maintenance,
            RegionMoveReason.Asked => Asked,
            RegionMoveReason.Latency => Latency,
            RegionMoveReason.Price => Price,
            _ => Returning,
        };

    private const int Whole = 1_000;
}
