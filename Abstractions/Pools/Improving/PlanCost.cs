using System.Text.Json.Serialization;

namespace Krewe.Pools.Improving;

/// <summary>What a pool costs by the weights of its objective, part by part; less is better. See docs/placement.md.</summary>
[GenerateSerializer, Immutable, Alias("krewe.PlanCost")]
public sealed record PlanCost
{
    /// <summary>Replicas that are asked for and are not there, by class of service.</summary>
    [Id(0)]
    public double Missing { get; init; }

    /// <summary>Warm copies that are not there.</summary>
    [Id(1)]
    public double WarmCopies { get; init; }

    /// <summary>Hosts in use that are paid for by use.</summary>
    [Id(2)]
    public double Money { get; init; }

    /// <summary>The risk of hosts that may be taken back.</summary>
    [Id(3)]
    public double Interruption { get; init; }

    /// <summary>Devices that are cut into pieces.</summary>
    [Id(4)]
    public double Fragmentation { get; init; }

    /// <summary>Seconds of loading and moving to get there.</summary>
    [Id(5)]
    public double Disturbance { get; init; }

    /// <summary>The sum.</summary>
    [JsonIgnore]
    public double Total => Missing + WarmCopies + Money + Interruption + Fragmentation + Disturbance;
}
