using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Machines;

namespace Krewe.Grains.Machines;

/// <summary>
/// A provider whose machines are not there: spot machines are told that they are taken back as often as their price says, seeded, and end two minutes
/// later. No host joins by itself; who wants one acts on <see cref="Added"/> and <see cref="Gone"/>. One caller at a time.
/// </summary>
public sealed class SimulatedMachines(TimeProvider time, int seed) : IMachineProvider
{
    /// <summary>From the notice to the end of a spot machine.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromMinutes(2);

    private readonly SortedDictionary<string, (MachineOrder Order, DateTimeOffset Interrupted)> _machines = new(StringComparer.Ordinal);
    private readonly Random _random = new(seed);

    /// <summary>A machine is there.</summary>
    public event Action<MachineOrder>? Added;

    /// <summary>A machine is not there any more.</summary>
    public event Action<string>? Gone;

    /// <summary>Groups of which none can be had.</summary>
    public HashSet<string> SoldOut { get; } = new(StringComparer.Ordinal);

    /// <summary>The machines that are there, by name.</summary>
    public IReadOnlyCollection<string> Names => [.. _machines.Keys];

    /// <inheritdoc/>
    public Task<ImmutableArray<SeenMachine>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var name in _machines.Where(pair => pair.Value.Interrupted <= now).Select(pair => pair.Key).ToList())
        {
            End(name);
        }

        return Task.FromResult(_machines.Select(pair => new SeenMachine(pair.Key, pair.Value.Interrupted - now <= Notice ? pair.Value.Interrupted - now : null)).ToImmutableArray());
    }

    /// <inheritdoc/>
    public Task AddAsync(MachineOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (_machines.ContainsKey(order.Name))
        {
            return Task.CompletedTask;
        }

        if (SoldOut.Contains(order.Offer.Group))
        {
            throw new KreweException(new Problem { Code = ErrorCodes.MachineProvider, Message = $"there is no machine of group {order.Offer.Group} to be had", Where = order.Name });
        }

        _machines[order.Name] = (order, InterruptionOf(order.Offer.Cost));
        Added?.Invoke(order);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        End(name);
        return Task.CompletedTask;
    }

    /// <summary>Has a machine taken back.</summary>
    /// <param name="name">Which.</param>
    /// <param name="left">How soon; at once ends it without notice.</param>
    public void TakeBack(string name, TimeSpan left)
    {
        if (left <= TimeSpan.Zero)
        {
            End(name);
        }
        else if (_machines.TryGetValue(name, out var machine))
        {
            _machines[name] = (machine.Order, time.GetUtcNow() + left);
        }
    }

    private void End(string name)
    {
        if (_machines.Remove(name))
        {
            Gone?.Invoke(name);
        }
    }

    private DateTimeOffset InterruptionOf(MachineCost cost)
    {
        var draw = _random.NextDouble();
        return cost is { Purchase: PurchaseType.Spot, InterruptionsPerHour: > 0 and var rate }
            ? time.GetUtcNow() + Notice + TimeSpan.FromHours(Math.Min(87_600, -Math.Log(1 - draw) / rate))
            : DateTimeOffset.MaxValue;
    }
}
