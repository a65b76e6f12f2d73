namespace Orleans.Concurrency;

/// <summary>Calls of this interface method may start while any other request is suspended, and block none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
