namespace Orleans.Concurrency;

/// <summary>Names a public predicate <c>bool M(IInvokable)</c> of the class; true for the incoming or for the running request lets it in.</summary>
/// <param name="callbackMethodName">The predicate's name.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute(string callbackMethodName) : Attribute
{
    /// <summary>The predicate's name.</summary>
    internal string CallbackMethodName { get; } = callbackMethodName;
}
