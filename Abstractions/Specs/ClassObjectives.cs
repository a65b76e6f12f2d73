namespace Krewe.Specs;

/// <summary>The latency that is promised to requests of each class; 1 ms to 1 h each, null for the objective of all.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ClassObjectives")]
public sealed record ClassObjectives
{
    /// <summary>To those of class critical.</summary>
    [Id(0)]
    public TimeSpan? Critical { get; init; }

    /// <summary>To those of class standard.</summary>
    [Id(1)]
    public TimeSpan? Standard { get; init; }

    /// <summary>To those of class batch.</summary>
    [Id(2)]
    public TimeSpan? Batch { get; init; }

    /// <summary>That of a class; null where it has none of its own.</summary>
    /// <param name="class">The class.</param>
    public TimeSpan? Of(ServiceClass @class) => @class switch { ServiceClass.Critical => Critical, ServiceClass.Standard => Standard, _ => Batch };
}
