using System.Collections.Immutable;
using Krewe.Machines;

namespace Krewe.Grains.Machines;

/// <summary>Adds and removes machines. It may fail at any time and be asked again: a name is one machine, however often it is asked for.</summary>
public interface IMachineProvider
{
    /// <summary>The machines that there are or are being added, by name; others than ours may be among them.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ImmutableArray<SeenMachine>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a machine. Returns when it will be listed, not when it serves; one that is there already is no error.</summary>
    /// <param name="order">The machine.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.KreweException">It cannot be had (KRW3113).</exception>
    Task AddAsync(MachineOrder order, CancellationToken cancellationToken);

    /// <summary>Removes a machine; one that is not there is no error.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.KreweException">It could not be removed (KRW3113).</exception>
    Task RemoveAsync(string name, CancellationToken cancellationToken);
}
