namespace Orleans;

/// <summary>A state on its way from or to storage.</summary>
/// <typeparam name="T">The state's type.</typeparam>
public interface IGrainState<T>
{
    /// <summary>The state.</summary>
    T? State { get; set; }

    /// <summary>Its version; null when there is no record.</summary>
    string? ETag { get; set; }

    /// <summary>Whether there is a record.</summary>
    bool RecordExists { get; set; }
}
