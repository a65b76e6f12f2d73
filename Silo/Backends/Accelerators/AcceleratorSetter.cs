using System.Globalization;
using Krewe.Silo.Backends.Limits;

namespace Krewe.Silo.Backends.Accelerators;

/// <summary>Turns a grant of accelerators into a server's environment, and says what enforces it. docs/launcher.md says how far that reaches.</summary>
internal static class AcceleratorSetter
{
    public const string ByMig = "mig";
    public const string ByMps = "mps";
    public const string ByVisibility = "visibility";

    /// <summary>No such device: hides accelerators also from programs which take an empty list for "all".</summary>
    private const string NoAccelerator = "-1";

    /// <summary>As container runtimes have it.</summary>
    private const string NoneForContainers = "void";

    private const string MigPrefix = "MIG-";
    private const int WholePercent = 100;

    /// <summary>Sets what the grant says; it wins over what the spec says.</summary>
    public static void Apply(Dictionary<string, string> environment, AcceleratorGrant grant, MpsDaemon? mps)
    {
        var ids = string.Join(',', grant.Ids);
        environment["CUDA_VISIBLE_DEVICES"] = ids.Length == 0 ? NoAccelerator : ids;
        environment["NVIDIA_VISIBLE_DEVICES"] = ids.Length == 0 ? NoneForContainers : ids;
        foreach (var name in (string[])["CUDA_MPS_PIPE_DIRECTORY", "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT"])
        {
            environment.Remove(name);
        }

        if (mps is null || grant.Ids.Count == 0)
        {
            return;
        }

        environment["CUDA_MPS_PIPE_DIRECTORY"] = mps.Directory;
        if (UsesMps(grant))
        {
            environment["CUDA_MPS_ACTIVE_THREAD_PERCENTAGE"] = Percent(grant).ToString(CultureInfo.InvariantCulture);
            if (grant.MemoryBytes > 0)
            {
                // By the numbers that the server sees its devices under; whole MiB, rounded up.
                var limit = string.Create(CultureInfo.InvariantCulture, $"{(grant.MemoryBytes + (1L << 20) - 1) >> 20}M");
                environment["CUDA_MPS_PINNED_DEVICE_MEM_LIMIT"] = string.Join(',', Enumerable.Range(0, grant.Ids.Count).Select(number => $"{number}={limit}"));
            }
        }
    }

    /// <summary>What holds for the grant; null when nothing was granted.</summary>
    public static LimitEnforcement? Enforcement(AcceleratorGrant grant, MpsDaemon? mps, string directory) => grant switch
    {
        { Ids.Count: 0 } => null,
        { Ids: var ids } when ids.All(id => id.StartsWith(MigPrefix, StringComparison.Ordinal)) =>
            new LimitEnforcement(ByMig, grant.IsShared ? "the instance is bounded, a share of it is not" : ""),
        { IsShared: false } => new LimitEnforcement(ByVisibility, "a server that sets CUDA_VISIBLE_DEVICES anew is not held"),
        _ when mps is not null => new LimitEnforcement(ByMps, string.Create(CultureInfo.InvariantCulture, $"compute {Percent(grant)} %{(grant.MemoryBytes > 0 ? ", memory" : "")}")),
        _ => new LimitEnforcement(LimitEnforcement.None, $"no MPS daemon serves {directory}: the share is counted, and the server can use more"),
    };

    private static bool UsesMps(AcceleratorGrant grant) => grant.IsShared && !grant.Ids.Any(id => id.StartsWith(MigPrefix, StringComparison.Ordinal));

    private static int Percent(AcceleratorGrant grant) => Math.Clamp((int)Math.Ceiling(grant.ComputeThousandths / 10d), 1, WholePercent);
}
