namespace Orleans;

/// <summary>The version of the membership table.</summary>
/// <param name="version">Its number; grows by one with every change.</param>
/// <param name="eTag">What the store compares: that of the version that was read, also in <see cref="Next"/>.</param>
public sealed class TableVersion(int version, string eTag)
{
    /// <summary>Its number.</summary>
    public int Version { get; } = version;

    /// <summary>What the store compares.</summary>
    public string VersionEtag { get; } = eTag;

    /// <summary>What to write after this one was read.</summary>
    public TableVersion Next() => new(Version + 1, VersionEtag);

    /// <inheritdoc/>
    public override string ToString() => $"<{Version}, {VersionEtag}>";
}
