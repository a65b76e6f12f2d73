namespace Krewe.Silo.Backends.Protocol;

/// <summary>Limits of the client of one model server.</summary>
internal sealed record OipClientOptions
{
    /// <summary>The largest answer that is read, in bytes.</summary>
    public int MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Idle connections are kept so long; below what servers commonly allow, so that a kept one is rarely stale.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
