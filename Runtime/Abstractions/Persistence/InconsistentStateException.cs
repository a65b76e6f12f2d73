using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A write met a record of another version. The activation that lets it escape is taken down and reads anew.</summary>
[GenerateSerializer, Alias("inconsistent-state")]
public class InconsistentStateException : OrleansException
{
    /// <inheritdoc cref="InconsistentStateException"/>
    public InconsistentStateException()
        : base("The stored state was changed by somebody else.")
    {
    }

    /// <inheritdoc cref="InconsistentStateException"/>
    /// <param name="message">In words.</param>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="InconsistentStateException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public InconsistentStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc cref="InconsistentStateException"/>
    /// <param name="errorMsg">In words.</param>
    /// <param name="storedEtag">The record's version.</param>
    /// <param name="currentEtag">The version that the writer had.</param>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <inheritdoc cref="InconsistentStateException"/>
    /// <param name="errorMsg">In words.</param>
    /// <param name="storedEtag">The record's version.</param>
    /// <param name="currentEtag">The version that the writer had.</param>
    /// <param name="storageException">The cause.</param>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception storageException)
        : base(errorMsg, storageException)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <inheritdoc cref="InconsistentStateException"/>
    /// <param name="storedEtag">The record's version.</param>
    /// <param name="currentEtag">The version that the writer had.</param>
    /// <param name="storageException">The cause.</param>
    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException?.Message ?? "The stored state was changed by somebody else.", storedEtag, currentEtag, storageException!)
    {
    }

    /// <summary>The record's version.</summary>
    [Id(0)]
    public string? StoredEtag { get; private set; }

    /// <summary>The version that the writer had.</summary>
    [Id(1)]
    public string? CurrentEtag { get; private set; }

    /// <summary>Whether it is still on the activation that raised it. The engine clears it when it leaves that activation.</summary>
    [field: NonSerialized]
    internal bool IsSourceActivation { get; set; } = true;
}
