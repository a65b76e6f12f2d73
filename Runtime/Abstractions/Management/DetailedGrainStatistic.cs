namespace Orleans.Runtime;

/// <summary>One activation.</summary>
[GenerateSerializer, Alias("detailed-grain-statistic")]
public sealed class DetailedGrainStatistic
{
    /// <summary>The stable name of its class.</summary>
    [Id(0)]
    public string GrainType { get; set; } = string.Empty;

    /// <summary>Its silo.</summary>
    [Id(1)]
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>The grain.</summary>
    [Id(2)]
    public GrainId GrainId { get; set; }
}
