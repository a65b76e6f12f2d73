using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Silo.Devices;
using Krewe.Specs;
using Krewe.Specs.Yaml;
using Orleans;

namespace Krewe.Silo.Embedding;

/// <summary>Applies a host's own models once the silo knows its machine. The same specs again, at the next start, change nothing.</summary>
internal sealed partial class EmbeddedModels(
    ImmutableArray<ModelSpec> models, IGrainFactory grains, HostPoller poller, TimeProvider time, ILogger<EmbeddedModels> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads the files.</summary>
    /// <exception cref="KreweException">A file cannot be read (KRW2005), or a spec is not valid.</exception>
    public static ImmutableArray<ModelSpec> Read(IEnumerable<string> files, string contentRoot, string region)
    {
        var models = ImmutableArray.CreateBuilder<ModelSpec>();
        foreach (var file in files.Select(file => Path.GetFullPath(file, contentRoot)))
        {
            string text;
            try
            {
                text = File.ReadAllText(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new KreweException(new Problem { Code = ErrorCodes.FileUnreadable, Message = exception.Message, Where = file }, exception);
            }

            var read = SpecReader.Read(text, file, Path.GetDirectoryName(file)!, region);
            if (!read.Problems.IsEmpty)
            {
                throw new KreweException(new Problem
                {
                    Code = ErrorCodes.SpecInvalid,
                    Message = "the specs are not valid",
                    Where = file,
                    Reasons = [.. read.Problems.Select(problem => problem.ToString())],
                });
            }

            models.AddRange(read.Models);
        }

        return models.ToImmutable();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await poller.FirstRound.WaitAsync(stoppingToken);
            foreach (var model in models)
            {
                await ApplyAsync(model, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task ApplyAsync(ModelSpec model, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).ApplyAsync(model);
                return;
            }
            catch (KreweException exception) when (exception.Problem.Code == ErrorCodes.PoolEmpty)
            {
                await Task.Delay(Pause, time, cancellationToken); // the pool makes itself known to the fleet with its first round
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.NotApplied(logger, model.Name, exception);
                return;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Error, "The spec of model {Model} could not be applied; the others go on")]
        public static partial void NotApplied(ILogger logger, string model, Exception exception);
    }
}
