using System.Runtime.ExceptionServices;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.State;
using Krewe.Runtime.Turns;
using Krewe.Testing.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace Krewe.Testing.Simulation;

/// <summary>
/// A silo on one thread in virtual time. The order of turns is a seeded choice; the clock goes on to the next timer only when no turn is
/// ready. The same seed gives the same history, bit by bit, in any process. State in the default storage is kept in memory.
/// </summary>
/// <example>
/// <code>
/// SimulatedSilo.Run(seed: 1, async silo =>
/// {
///     var grain = silo.Grains.GetGrain&lt;ICounterGrain&gt;("a");
///     await grain.Add(1);
///     await silo.Delay(TimeSpan.FromSeconds(5)); // virtual: takes no time
///     Assert.Equal(1, await grain.Get());
/// });
/// </code>
/// </example>
public sealed class SimulatedSilo
{
    private readonly SeededTurns _turns;
    private readonly ServiceProvider _services;
    private readonly TurnQueue _driver;
    private readonly SimulationOptions _options;
    private int _turnCount;

    private SimulatedSilo(int seed, SimulationOptions options)
    {
        Seed = seed;
        _options = options;
        Random = new Random(unchecked((seed * 31) + 7));
        _turns = new SeededTurns(new Random(seed)) { Chosen = queue => Record("turn", queue.Name.ToString()) };
        _services = Build();
        _driver = new TurnQueue(_turns, GrainId.Create("sys.driver", "program"));
    }

    /// <summary>What everything is chosen by.</summary>
    public int Seed { get; }

    /// <summary>The clock.</summary>
    public ManualTimeProvider Time { get; } = new();

    /// <summary>For choices of the program itself.</summary>
    public Random Random { get; }

    /// <summary>What happened so far.</summary>
    public History History { get; } = new();

    /// <summary>Makes references to grains.</summary>
    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    /// <summary>The silo's services.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Runs a program against a silo that is started before and stopped after it.</summary>
    /// <param name="seed">Chooses the order of turns.</param>
    /// <param name="program">Runs as turns of its own. What it throws is thrown here.</param>
    /// <param name="options">How.</param>
    /// <returns>What happened.</returns>
    public static History Run(int seed, Func<SimulatedSilo, Task> program, SimulationOptions? options = null)
    {
        History? history = null;
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                SimulatedSilo silo = new(seed, options ?? new SimulationOptions());
                history = silo.History;
                silo.RunToEnd(program);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.UnsafeStart(); // without the caller's execution context
        thread.Join();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return history!;
    }

    /// <summary>Completes when that much virtual time has gone by.</summary>
    public Task Delay(TimeSpan time) => Task.Delay(time, Time);

    /// <summary>Adds a line to the history.</summary>
    public void Record(string kind, string what) => History.Add(Time.Elapsed, kind, what);

    private void RunToEnd(Func<SimulatedSilo, Task> program)
    {
        Task ended = Task.Factory.StartNew(() => DriveAsync(program), CancellationToken.None, TaskCreationOptions.None, _driver).Unwrap();
        DateTimeOffset limit = Time.Start + _options.TimeLimit;
        while (!ended.IsCompleted)
        {
            if (_turns.RunOne())
            {
                if (++_turnCount > _options.TurnLimit)
                {
                    throw new TimeoutException($"Seed {Seed}: the program did not end within {_options.TurnLimit} turns.");
                }
            }
            else if (Time.NextDue is { } due)
            {
                if (!Time.FireNext(limit))
                {
                    throw new TimeoutException($"Seed {Seed}: the program did not end within {_options.TimeLimit} of virtual time; the next timer is due at {due:O}.");
                }

                Record("time", string.Empty);
            }
            else
            {
                throw new TimeoutException($"Seed {Seed}: nothing is left to happen, but the program has not ended: it waits for something that nobody does.");
            }
        }

        ended.GetAwaiter().GetResult();
    }

    private async Task DriveAsync(Func<SimulatedSilo, Task> program)
    {
        Silo silo = _services.GetRequiredService<Silo>();
        await silo.StartAsync(CancellationToken.None);
        try
        {
            await program(this);
        }
        finally
        {
            await silo.StopAsync(CancellationToken.None);
        }
    }

    private ServiceProvider Build()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<ITurnScheduler>(_turns);
        services.AddSingleton<IIdSource>(new SeededIds(new Random(~Seed)));
        EngineServices.Add(services);
        if (_options.SerializeMessages)
        {
            EngineServices.SerializeAllMessages(services);
        }

        ServiceDescriptor transport = services.Last(service => service.ServiceType == typeof(IMessageTransport));
        services.Replace(ServiceDescriptor.Singleton<IMessageTransport>(provider => new RecordingTransport(
            (IMessageTransport)(transport.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, transport.ImplementationType!)),
            Record)));
        services.AddGrainStorage("Default", (_, _) => new RecordingStorage(new MemoryGrainStorage(), Record));
        _options.Configure(new SiloBuilder(services, new ConfigurationBuilder().Build()));
        return services.BuildServiceProvider();
    }
}
