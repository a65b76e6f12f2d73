namespace Orleans.Core;

/// <summary>The stored state of a grain.</summary>
/// <typeparam name="TState">The state's type.</typeparam>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state in memory.</summary>
    TState State { get; set; }
}
