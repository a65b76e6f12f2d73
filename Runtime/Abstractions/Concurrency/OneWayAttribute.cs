namespace Orleans.Concurrency;

/// <summary>The caller's task completes when the call is sent; nothing of its outcome is reported.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
