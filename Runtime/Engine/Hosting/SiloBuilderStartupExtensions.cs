using Krewe.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Adds startup tasks.</summary>
public static class SiloBuilderStartupExtensions
{
    /// <summary>Runs a task when the silo serves.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="startupTask">The task.</param>
    /// <param name="stage">The stage; <see cref="ServiceLifecycleStage.Active"/> by default.</param>
    public static ISiloBuilder AddStartupTask(
        this ISiloBuilder builder, Func<IServiceProvider, CancellationToken, Task> startupTask, int stage = ServiceLifecycleStage.Active)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            services => new StartupTaskParticipant(token => startupTask(services, token), stage));
        return builder;
    }

    /// <inheritdoc cref="AddStartupTask(ISiloBuilder, Func{IServiceProvider, CancellationToken, Task}, int)"/>
    public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, IStartupTask startupTask, int stage = ServiceLifecycleStage.Active) =>
        builder.AddStartupTask((_, token) => startupTask.Execute(token), stage);

    /// <inheritdoc cref="AddStartupTask(ISiloBuilder, Func{IServiceProvider, CancellationToken, Task}, int)"/>
    /// <typeparam name="TStartup">The task's class; made from the services.</typeparam>
    public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder, int stage = ServiceLifecycleStage.Active)
        where TStartup : class, IStartupTask =>
        builder.AddStartupTask((services, token) => ActivatorUtilities.GetServiceOrCreateInstance<TStartup>(services).Execute(token), stage);
}
