using System.Globalization;
using System.Text.Json;
using Krewe.Fleet;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Silo.Configuration;
using Krewe.Silo.Devices;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Silo.Hosting;

/// <summary>What the silo prints when it starts: what it is, what it found, what it serves, and a line to paste.</summary>
internal sealed class StartupBanner(IGrainFactory grains, SiloSettings settings, PoolChooser pools, IEnumerable<IDeviceProvider> providers, ILocalSiloDetails silo, ListenAddresses addresses, TimeProvider time)
{
    /// <summary>How long the banner waits for models; they go on starting without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task WriteAsync(TextWriter output, long startedAt, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"Krewe {ProductVersion.Text}, engine {ProductVersion.Engine}");
        await output.WriteLineAsync($"region {settings.Region}, zone {settings.Zone}, silo {silo.Name} on host {settings.Host}, {(pools.Pools is [var only] ? "pool " + only : "pools " + string.Join(", ", pools.Pools))}");
        await WriteDevicesAsync(output);
        var models = await WaitForModelsAsync(cancellationToken);
        WriteModels(output, models);
        await output.WriteLineAsync($"inference  {string.Join("  ", addresses.Inference)}");
        await output.WriteLineAsync($"admin      {string.Join("  ", addresses.Admin)}  (token in {Path.Combine(settings.DataDirectory, Admin.AdminToken.FileName)})");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ready in {time.GetElapsedTime(startedAt).TotalSeconds:0.00} s; Ctrl+C stops"));
        await WriteCurlAsync(output, models);
        await output.FlushAsync(cancellationToken);
    }

    private async Task WriteDevicesAsync(TextWriter output)
    {
        var host = await grains.GetGrain<IHostGrain>(settings.Host).GetAsync();
        foreach (var device in host.Devices)
        {
            var seen = device.Observation;
            await output.WriteLineAsync(
                $"device {seen.Uuid}: {seen.Model}, {seen.Cores} cores, {ByteSize.Format(seen.MemoryBytes)} memory, {device.Health.ToString().ToLowerInvariant()}");
        }

        foreach (var remark in providers.Select(provider => provider.Remark).OfType<string>())
        {
            await output.WriteLineAsync(remark);
        }
    }

    private static void WriteModels(TextWriter output, IReadOnlyList<PlacementView> models)
    {
        if (models.Count == 0)
        {
            output.WriteLine("no models; `dotnet run --project Console -- apply FILE` adds one");
        }

        foreach (var model in models)
        {
            output.WriteLine($"model {Name(model)} version {model.Spec.Version}: {model.Ready} of {model.Wanted} replicas ready");
            foreach (var replica in model.Replicas)
            {
                var devices = replica.Lease is { Devices.IsEmpty: false } lease ? string.Join(", ", lease.Devices) : Devices.CpuDeviceProvider.Uuid;
                var problem = replica.Problem is { } reason && replica.Phase != ReplicaPhase.Ready ? $": {reason}" : "";
                output.WriteLine($"  replica {replica.Id.Number} on {replica.Lease?.Host ?? "no host"} ({devices}), {replica.Phase.ToString().ToLowerInvariant()}{problem}");
            }

            if (model.Refusal is { } refusal)
            {
                output.WriteLine($"  {refusal}");
            }
        }
    }

    private static string Name(PlacementView model) =>
        model.Model.Tenant == NameRules.Default ? model.Model.Model : $"{model.Model.Tenant}/{model.Model.Model}";

    private async Task<IReadOnlyList<PlacementView>> WaitForModelsAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var models = await ReadModelsAsync();
            if (models.All(model => model.Ready >= model.Wanted || model.Refusal is not null) || time.GetElapsedTime(since) > Patience)
            {
                return models;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<PlacementView>> ReadModelsAsync()
    {
        var fleet = await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).GetAsync();
        var models = new List<PlacementView>();
        foreach (var pool in fleet.Pools)
        {
            var view = await grains.GetGrain<IPoolGrain>(pool.ToString()).GetAsync();
            foreach (var model in view.Models)
            {
                // The pool looks at its replicas once a second; they know themselves better.
                var replicas = await Task.WhenAll(model.Replicas.Select(replica => grains.GetGrain<IReplicaGrain>(replica.Id.ToString()).GetAsync()));
                models.Add(model with { Replicas = [.. replicas], Ready = replicas.Count(replica => replica.Phase == ReplicaPhase.Ready) });
            }
        }

        return models;
    }

    private async Task WriteCurlAsync(TextWriter output, IReadOnlyList<PlacementView> models)
    {
        if (!models.Any(model => Name(model) == "digits") || !File.Exists(SampleModels.Request))
        {
            return;
        }

        using var request = JsonDocument.Parse(await File.ReadAllTextAsync(SampleModels.Request));
        using var compact = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(compact))
        {
            request.WriteTo(writer);
        }

        await output.WriteLineAsync("try it (a handwritten three):");
        await output.WriteLineAsync($"curl -s {addresses.Inference[0].TrimEnd('/')}/v2/models/digits/infer -d '{System.Text.Encoding.UTF8.GetString(compact.ToArray())}'");
    }
}
