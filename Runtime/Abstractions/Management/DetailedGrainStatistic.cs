namespace Orleans.Runtime;

/// <summary>One activation.</summary>
[GenerateSerializer, Alias("detailed-grain-statistic")]
public sealed class DetailedGrainStatistic
{
    /// <summary>The full name of its class and the name of its assembly, with a comma between.</summary>
    [Id(0)]
    public string GrainType { get; set; } = string.Empty;

    /// <summary>Its silo.</summary>
    [Id(1)]
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>The grain.</summary>
    [Id(2)]
    public GrainId GrainId { get; set; }
}
