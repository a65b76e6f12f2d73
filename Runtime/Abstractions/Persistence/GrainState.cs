namespace Orleans;

/// <summary>A state on its way from or to storage.</summary>
/// <typeparam name="T">The state's type.</typeparam>
public sealed class GrainState<T> : IGrainState<T>
{
    /// <summary>Nothing in it.</summary>
    public GrainState()
    {
    }

    /// <summary>A state without a version.</summary>
    /// <param name="state">The state.</param>
    public GrainState(T state)
        : this(state, null)
    {
    }

    /// <summary>A state with its version.</summary>
    /// <param name="state">The state.</param>
    /// <param name="eTag">Its version.</param>
    public GrainState(T state, string? eTag)
    {
        State = state;
        ETag = eTag;
    }

    /// <inheritdoc/>
    public T? State { get; set; }

    /// <inheritdoc/>
    public string? ETag { get; set; }

    /// <inheritdoc/>
    public bool RecordExists { get; set; }
}
