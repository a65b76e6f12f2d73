using System.Globalization;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Commands.Output;

/// <summary>How the console says things.</summary>
internal static class Words
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>Enums as the admin API has them.</summary>
    public static string Of(Enum value) => Snake(value.ToString());

    /// <summary>The same for the name of a value.</summary>
    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>The model's name, with its tenant unless that is the default.</summary>
    public static string Of(ModelKey model) => model.Tenant == NameRules.Default ? model.Model : $"{model.Tenant}/{model.Model}";

    /// <summary>Bytes with three digits, rounded: 15.6 GiB.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1_024 && unit < ByteUnits.Length - 1)
        {
            (value, unit) = (value / 1_024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {ByteUnits[unit]}");
    }

    public static string Cores(long millicores) => (millicores / 1_000m).ToString("0.###", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string TimeOfDay(DateTimeOffset at) => at.ToUniversalTime().ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>With milliseconds.</summary>
    public static string ExactTime(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time that something takes; empty for none.</summary>
    public static string Seconds(double seconds) => seconds > 0 ? seconds.ToString(seconds < 10 ? "0.## s" : "0 s", CultureInfo.InvariantCulture) : "";

    /// <summary>An amount of money, in whatever currency the prices are.</summary>
    public static string Price(double price) => price.ToString(price >= 100 ? "0" : "0.###", CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A share of 0 to 1 as a percentage; nothing when it is not known.</summary>
    public static string Share(double? share) => share is { } known ? known.ToString("0 %", CultureInfo.InvariantCulture) : "";

    /// <summary>What a replica wants of accelerators: <c>2 h100, 16 GiB, 50 %</c>; nothing for none.</summary>
    public static string Of(DeviceDemand demand) => demand.Count == 0
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{demand.Count} {(demand.Classes.IsEmpty ? "any" : string.Join('|', demand.Classes))}, {Bytes(demand.MemoryBytes)}, {Share(demand.ComputeThousandths / 1_000.0)}");

    /// <summary>The accelerators of a lease, or <c>cpu</c>.</summary>
    public static string DevicesOf(Lease? lease) => lease is null ? "" : lease.Devices.IsEmpty ? "cpu" : string.Join(' ', lease.Devices);

    public static Cell HealthOf(DeviceView device) => device.Health switch
    {
        DeviceHealth.Healthy => Cell.Good("healthy"),
        DeviceHealth.Degraded or DeviceHealth.Draining or DeviceHealth.Returned => Cell.Warning(Of(device.Health)),
        _ => Cell.Bad(Of(device.Health)),
    };

    /// <summary>The pools that a host serves, with commas between them.</summary>
    public static string PoolsOf(HostView host) => host.Pools.IsEmpty ? host.Pool : string.Join(',', host.Pools);

    /// <summary>Degrees Celsius, as nvidia-smi writes them; nothing when not measured.</summary>
    public static string Temperature(double? degrees) => degrees is { } known ? Number((long)Math.Round(known)) + "C" : "";

    /// <summary>Of a host; one that is lost or stopping may be draining as well.</summary>
    public static Cell StateOf(HostView host)
    {
        var state = Of(host.State) + (host.Draining && host.State != HostState.Draining ? ", draining" : "");
        return state == "active" ? Cell.Good(state) : host.State is HostState.Lost ? Cell.Bad(state) : Cell.Warning(state);
    }

    public static Cell StateOf(SiloView silo)
    {
        var state = Snake(silo.Status);
        return state == "active" ? Cell.Good(state) : Cell.Bad(state);
    }

    /// <summary>Why a model is not as wanted; nothing when it is.</summary>
    public static Cell ProblemOf(PlacementView model)
    {
        var problem = model.Refusal ?? model.Replicas.Select(replica => replica.Problem).FirstOrDefault(found => found is not null);
        return problem is not null ? Cell.Bad(problem.ToString()) : model.Removing ? Cell.Warning("removing") : "";
    }

    /// <summary>Ready and wanted replicas; <c>auto</c> where demand says how many, <c>held</c> where an operator does for a while.</summary>
    public static Cell Ready(PlacementView model)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{model.Ready}/{model.Wanted}{(model.Spec.Scaling is null ? "" : model.Override is null ? " auto" : " held")}");
        return model.Ready >= model.Wanted ? Cell.Good(text) : model.Refusal is null ? Cell.Warning(text) : Cell.Bad(text);
    }

    /// <summary>One replica in short: its number, host and phase.</summary>
    public static string Of(ReplicaView replica) => string.Create(
        CultureInfo.InvariantCulture,
        $"{replica.Id.Number} {Of(replica.Phase)}{(replica.Lease is { } lease ? " on " + lease.Host : "")}");
}
