namespace Orleans.Runtime;

/// <summary>The activations of one class on one silo.</summary>
[GenerateSerializer, Alias("simple-grain-statistic")]
public sealed class SimpleGrainStatistic
{
    /// <summary>The full name of the class and the name of its assembly, with a comma between.</summary>
    [Id(0)]
    public string GrainType { get; set; } = string.Empty;

    /// <summary>The silo.</summary>
    [Id(1)]
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>How many.</summary>
    [Id(2)]
    public int ActivationCount { get; set; }
}
