namespace Orleans.Concurrency;

/// <summary>Any request may start while others of the same activation are suspended at an await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
