using System.CommandLine;
using Krewe.Admin;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Commands.Watching;

namespace Krewe.Commands.Status;

/// <summary><c>krewe status</c>: the cluster at a glance.</summary>
internal static class StatusCommand
{
    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var watch = new WatchOptions();
        var command = new Command("status", "Show the silo that answers, the models with their replicas, the hosts and their devices.");
        watch.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var view = new View<ClusterView>(
                "the status",
                limited => call.Silo.GetStatusAsync(limited),
                Draw,
                cluster => cluster.Problems.IsEmpty ? ExitCode.Done : ExitCode.Error);
            return await Views.ShowAsync(call, view, watch.Interval(parsed), cancellationToken);
        });
        return command;
    }

    private static void Draw(ClusterView cluster, Surroundings surroundings)
    {
        var output = surroundings.Output;
        output.WriteLine($"silo {cluster.Silo}, region {cluster.Region}, Krewe {cluster.Version}, engine {cluster.Engine}, up since {Words.Time(cluster.StartedAt)}");
        output.WriteLine($"inference {string.Join(' ', cluster.Addresses)}, admin {string.Join(' ', cluster.AdminAddresses)}");
        foreach (var problem in cluster.Problems)
        {
            ProblemWriter.Write(surroundings.Error, problem);
        }

        output.WriteLine();
        Models(cluster, surroundings);
        output.WriteLine();
        if (cluster.Silos.Length > 1)
        {
            Silos(cluster, surroundings);
            output.WriteLine();
        }

        Hosts(cluster, surroundings);
        output.WriteLine();
        Devices(cluster, surroundings);
    }

    private static void Models(ClusterView cluster, Surroundings surroundings)
    {
        if (cluster.Models.IsEmpty)
        {
            surroundings.Output.WriteLine("no models; 'krewe apply FILE' adds one");
            return;
        }

        var table = new TableWriter(surroundings, "MODEL", "VERSION", "REGION", "POOL", "READY", "REPLICAS", "PROBLEM");
        foreach (var model in cluster.Models)
        {
            table.Row(
                Words.Of(model.Model),
                model.Spec.Version,
                model.Model.Region,
                model.Spec.Pool,
                Words.Ready(model),
                string.Join(", ", model.Replicas.Select(Words.Of)),
                Words.ProblemOf(model));
        }

        table.Write();
    }

    private static void Silos(ClusterView cluster, Surroundings surroundings)
    {
        var table = new TableWriter(surroundings, "SILO", "REGION", "ZONE", "STATE", "ADDRESS", "GRAINS");
        foreach (var silo in cluster.Silos)
        {
            table.Row(
                silo.Name,
                silo.Metadata.GetValueOrDefault("region", ""),
                silo.Metadata.GetValueOrDefault("zone", ""),
                Words.StateOf(silo),
                silo.Address,
                Words.Number(silo.Activations));
        }

        table.Write();
    }

    private static void Hosts(ClusterView cluster, Surroundings surroundings)
    {
        var table = new TableWriter(surroundings, "HOST", "REGION", "ZONE", "POOL", "STATE", "CPU FREE", "MEMORY FREE", "LEASES");
        foreach (var host in cluster.Hosts)
        {
            table.Row(
                host.Host,
                host.Region,
                host.Zone,
                Words.PoolsOf(host),
                Words.StateOf(host),
                $"{Words.Cores(host.FreeCpuMillicores)} of {Words.Cores(host.CpuMillicores)}",
                $"{Words.Bytes(host.UnleasedMemoryBytes)} of {Words.Bytes(host.MemoryBytes)}",
                Words.Number(host.Leases.Length));
        }

        table.Write();
    }

    private static void Devices(ClusterView cluster, Surroundings surroundings)
    {
        var table = new TableWriter(surroundings, "DEVICE", "HOST", "CLASS", "HEALTH", "MEMORY", "IN USE", "MODEL");
        foreach (var device in cluster.Hosts.SelectMany(host => host.Devices))
        {
            var seen = device.Observation;
            table.Row(
                seen.Uuid, device.Host, seen.Class, Words.HealthOf(device), Words.Bytes(seen.MemoryBytes), Words.Share(seen.Utilization), seen.Model);
        }

        table.Write();
    }
}
