namespace Krewe.Specs.Devices;

/// <summary>Which devices are of a class. What is not said is not asked.</summary>
/// <param name="Class">The class.</param>
public sealed record DeviceClassRule(string Class)
{
    /// <summary>A pattern for what the maker calls it, with <c>*</c> and <c>?</c>; case does not matter.</summary>
    public string? Model { get; init; }

    /// <summary>The least bytes of memory.</summary>
    public long MemoryFrom { get; init; }

    /// <summary>The most bytes of memory.</summary>
    public long MemoryTo { get; init; } = long.MaxValue;

    /// <summary>A pattern for a MIG instance's profile; without one the rule is for whole devices.</summary>
    public string? Mig { get; init; }
}
