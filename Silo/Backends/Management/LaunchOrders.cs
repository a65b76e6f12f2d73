using System.Collections.Immutable;
using Krewe.Backends;
using Krewe.Silo.Backends.Accelerators;
using Krewe.Silo.Backends.Launching;

namespace Krewe.Silo.Backends.Management;

/// <summary>Translates a grant and a spec into what the launcher needs.</summary>
internal static class LaunchOrders
{
    private const double MillicoresPerCore = 1000;

    /// <summary>Stands in arguments and environment for the directory that has the spec's weights.</summary>
    private const string Weights = "{weights}";

    public static LaunchOrder Of(BackendOrder order, string weights) => new()
    {
        Replica = order.Replica.ToString(),
        Epoch = order.Lease.Epoch,
        Command = order.Backend.Command ?? "",
        Arguments = [.. order.Backend.Arguments.Select(argument => WithWeights(argument, weights))],
        Environment = order.Backend.Environment.ToImmutableDictionary(pair => pair.Key, pair => WithWeights(pair.Value, weights)),
        WorkingDirectory = order.Backend.WorkingDirectory,
        Accelerators = new AcceleratorGrant(order.Lease.Devices, order.Lease.DeviceComputeThousandths, order.Lease.DeviceMemoryBytes),
        CpuCores = order.Lease.CpuMillicores / MillicoresPerCore,
        MemoryBytes = order.Lease.MemoryBytes,
    };

    /// <summary>Where a spec has no weights, its text may mean something else by it.</summary>
    private static string WithWeights(string text, string weights) =>
        weights.Length == 0 ? text : text.Replace(Weights, weights, StringComparison.Ordinal);
}
