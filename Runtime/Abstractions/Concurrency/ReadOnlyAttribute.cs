namespace Orleans.Concurrency;

/// <summary>Calls of this interface method interleave with other read-only calls only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
