namespace Orleans.Concurrency;

/// <summary>Has no effect: calls have no order.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class UnorderedAttribute : Attribute;
