using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Pools;
using Krewe.Silo.Configuration;
using Krewe.Silo.Devices;
using Krewe.Specs;
using Krewe.Specs.Yaml;
using Orleans;

namespace Krewe.Silo.Hosting;

/// <summary>
/// Gives a new data directory the model that is built beside the silo. Once: who deletes it is not given it again. When the silo was built
/// somewhere else since, the model's directory is corrected.
/// </summary>
internal sealed partial class SampleModels(IGrainFactory grains, SiloSettings settings, PoolChooser pools, TimeProvider time, ILogger<SampleModels> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private string Marker => Path.Combine(settings.DataDirectory, "samples.applied");

    /// <summary>Where the sample is built to.</summary>
    public static string Directory { get; } = Path.Combine(AppContext.BaseDirectory, "models", "digits");

    /// <summary>The request that the banner shows.</summary>
    public static string Request { get; } = Path.Combine(Directory, "three.json");

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var specFile = Path.Combine(Directory, "digits.yaml");
        if (!File.Exists(specFile))
        {
            return;
        }

        var read = SpecReader.Read(await File.ReadAllTextAsync(specFile, cancellationToken), specFile, Directory);
        if (read.Models is not [var sample])
        {
            Log.Unreadable(logger, specFile, string.Join("; ", read.Problems.Select(problem => problem.ToString())));
            return;
        }

        var spec = sample with { Region = settings.Region, Pool = pools.Pool };
        if (File.Exists(Marker) ? !await HasMovedAsync(spec) : !settings.Samples)
        {
            return;
        }

        await ApplyAsync(spec, cancellationToken);
        await File.WriteAllTextAsync(Marker, "The sample models were applied. Delete this file to have them applied again.\n", cancellationToken);
    }

    private async Task<bool> HasMovedAsync(ModelSpec spec)
    {
        var assignment = (await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).GetAsync()).Models.FirstOrDefault(model => model.Model == spec.GetKey());
        if (assignment is null)
        {
            return false;
        }

        var pool = await grains.GetGrain<IPoolGrain>(assignment.Pool.ToString()).GetAsync();
        return pool.Models.FirstOrDefault(model => model.Model == spec.GetKey()) is { } known
            && known.Spec.Backend.WorkingDirectory is { } directory
            && !System.IO.Directory.Exists(directory);
    }

    private async Task ApplyAsync(ModelSpec spec, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).ApplyAsync(spec);
                return;
            }
            catch (KreweException exception) when (exception.Problem.Code == ErrorCodes.PoolEmpty)
            {
                // The pool makes itself known to the fleet with its first round.
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2300, Level = LogLevel.Error, Message = "The sample's spec {File} cannot be read: {Problems}")]
        public static partial void Unreadable(ILogger logger, string file, string problems);
    }
}
