using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Replicas;
using Krewe.Silo.Front;
using Krewe.Specs;

namespace Krewe.Silo.Metrics;

/// <summary>Values of labels, without making text on each measurement.</summary>
internal static class MetricWords
{
    /// <summary>Where a request was when its deadline passed: waiting for a replica.</summary>
    public const string Queue = "queue";

    /// <summary>Where a request was when its deadline passed: with a model server.</summary>
    public const string Execution = "execution";

    private static readonly string[] Classes = Lower<ServiceClass>();
    private static readonly string[] Outcomes = Lower<RequestOutcome>();
    private static readonly string[] Phases = Lower<ReplicaPhase>();
    private static readonly string[] States = Lower<HostState>();
    private static readonly string[] MachinePhases = Lower<MachinePhase>();
    private static readonly string[] Healths = Lower<DeviceHealth>();

    public static string Of(ServiceClass value) => Classes[(int)value];

    public static string Of(RequestOutcome value) => Outcomes[(int)value];

    public static string Of(ReplicaPhase value) => Phases[(int)value];

    public static string Of(HostState value) => States[(int)value];

    public static string Of(MachinePhase value) => MachinePhases[(int)value];

    public static string Of(DeviceHealth value) => Healths[(int)value];

    public static bool IsHealthy(DeviceHealth value) => value == DeviceHealth.Healthy;

    /// <summary>Triton's word for why a request failed.</summary>
    public static string TritonReason(RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.Refused or RequestOutcome.Expired => "REJECTED",
        RequestOutcome.Cancelled => "CANCELED",
        RequestOutcome.Failed => "BACKEND",
        _ => "OTHER",
    };

    private static string[] Lower<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}
