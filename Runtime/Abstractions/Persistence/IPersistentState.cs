using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>The stored state of a grain, taken as a constructor parameter with <see cref="PersistentStateAttribute"/>.</summary>
/// <typeparam name="TState">The state's type.</typeparam>
public interface IPersistentState<TState> : IStorage<TState>;
