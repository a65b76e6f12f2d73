namespace Krewe.Silo.Backends.Weights.Fetching;

/// <summary>Reads files from where specs say that they are.</summary>
internal interface IWeightsSource
{
    /// <summary>Opens a source.</summary>
    /// <param name="source">A path or an address.</param>
    /// <param name="from">The first byte that is wanted; the answer may begin before it, at 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WeightsSourceException">It cannot be read.</exception>
    Task<OpenedWeights> OpenAsync(string source, long from, CancellationToken cancellationToken);
}
