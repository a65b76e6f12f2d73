namespace Krewe.Silo.Backends.Health;

/// <summary>Asks a model server once whether it can serve.</summary>
internal interface IHealthProbe
{
    /// <summary>Null when it is ready, else why not. Throws only when cancelled.</summary>
    Task<string?> AskAsync(CancellationToken cancellationToken);
}
