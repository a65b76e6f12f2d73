namespace Orleans.Core;

/// <summary>The stored state of a grain, without its value. To be used in the grain's own turns.</summary>
public interface IStorage
{
    /// <summary>The version of what was last read or written; null when there is no record.</summary>
    string? Etag { get; }

    /// <summary>Whether there is a record.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the record and resets the state.</summary>
    Task ClearStateAsync();

    /// <summary>Writes the state, if nobody else has meanwhile.</summary>
    Task WriteStateAsync();

    /// <summary>Reads the state anew.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    /// <param name="cancellationToken">Gives up.</param>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    /// <param name="cancellationToken">Gives up.</param>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    /// <param name="cancellationToken">Gives up.</param>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
