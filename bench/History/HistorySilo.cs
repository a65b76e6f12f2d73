extern alias silo;

using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Grains.Models;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Specs;
using Krewe.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using silo::Krewe.Silo.Configuration;
using silo::Krewe.Silo.History.Merging;
using silo::Krewe.Silo.History.Recording;
using silo::Krewe.Silo.Hosting;

namespace Krewe.Bench.History;

/// <summary>A whole silo in this process, with models that have a queue and no replica.</summary>
internal sealed class HistorySilo : IAsyncDisposable
{
    private readonly TemporaryDirectory _data;
    private readonly WebApplication _application;

    private HistorySilo(TemporaryDirectory data, WebApplication application) => (_data, _application) = (data, application);

    public ImmutableArray<ModelKey> Models { get; private set; } = [];

    public HistoryStore Store => _application.Services.GetRequiredService<HistoryStore>();

    public HistorySampler Sampler => _application.Services.GetRequiredService<HistorySampler>();

    public HistoryReader Reader => _application.Services.GetRequiredService<HistoryReader>();

    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public static async Task<HistorySilo> StartAsync(int models)
    {
        var data = new TemporaryDirectory();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var any = ImmutableArray.Create(new Uri("http://127.0.0.1:0"));
        builder.AddKreweSilo(
            new SiloSettings
            {
                DataDirectory = data.Path,
                Urls = any,
                AdminUrls = any,
                Region = "local",
                Zone = "default",
                Host = "bench",
                Pool = "default",
                CpuMillicores = 1_000,
                MemoryBytes = 1L << 30,
                MaxBodyBytes = 1 << 20,
            },
            MachineFacts.Read());
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        await application.StartAsync();
        var silo = new HistorySilo(data, application);
        await silo.ApplyAsync(models);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>The pool has no host before the first round of the poller has come to it.</summary>
    private static async Task ApplyAsync(IFleetGrain fleet, ModelSpec spec)
    {
        while (true)
        {
            try
            {
                await fleet.ApplyAsync(spec);
                return;
            }
            catch (KreweException exception) when (exception.Problem.Code == ErrorCodes.PoolEmpty)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private async Task ApplyAsync(int models)
    {
        var grains = _application.Services.GetRequiredService<IGrainFactory>();
        var fleet = grains.GetGrain<IFleetGrain>(IFleetGrain.Key);
        for (var i = 0; i < models; i++)
        {
            var spec = new ModelSpec { Name = $"m{i}", Replicas = 0, Backend = new BackendSpec { Command = "server" } };
            await ApplyAsync(fleet, spec);
            await grains.GetGrain<IModelGrain>(spec.GetKey().ToString()).GetAsync();
            Models = Models.Add(spec.GetKey());
        }

        var active = _application.Services.GetRequiredService<ActiveModels>().Keys.Count;
        if (active < models)
        {
            throw new InvalidOperationException($"{active} of {models} models are active.");
        }
    }
}
