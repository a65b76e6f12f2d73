using Krewe.Runtime.Activations;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>A silo of a <see cref="SimulatedCluster"/>: one life of it.</summary>
public sealed class SimulatedMember
{
    private readonly SimulatedCluster _cluster;
    private readonly List<Action> _held = []; // what fell due or arrived while paused, in order
    private readonly TaskCompletionSource _ended = new();
    private readonly TurnQueue _life;
    private bool _stops;

    internal SimulatedMember(SimulatedCluster cluster, SimulatedMachine machine, int life, Func<SimulatedMember, ITurnScheduler> turns)
    {
        _cluster = cluster;
        Machine = machine;
        Name = life == 1 ? machine.Name : $"{machine.Name}#{life}";
        Turns = turns(this);
        _life = new TurnQueue(Turns, GrainId.Create("sys.life", Name));
    }

    /// <summary>The machine that it runs on; counts from 0. A silo that is started again has the same number and is a member of its own.</summary>
    public int Number => Machine.Number;

    /// <summary>What the history calls it: "silo-2", from its second life on "silo-2#2".</summary>
    public string Name { get; }

    /// <summary>What it is.</summary>
    public SimulatedMemberState State { get; private set; }

    /// <summary>Whether it has started and runs, and is not stopping.</summary>
    public bool Serves => State == SimulatedMemberState.Running && HasStarted && !_stops;

    /// <summary>Its identity.</summary>
    public SiloAddress Address { get; private set; } = null!;

    /// <summary>Where clients reach it.</summary>
    internal SiloAddress GatewayAddress => Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress;

    /// <summary>Whether it has ended, in whatever way.</summary>
    public bool IsGone => State is SimulatedMemberState.Crashed or SimulatedMemberState.Stopped;

    /// <summary>Makes references to grains; calls begin at this silo.</summary>
    /// <exception cref="SiloUnavailableException">It is gone.</exception>
    public IGrainFactory Grains => IsGone
        ? throw new SiloUnavailableException($"{Name} is gone; nobody calls through it.")
        : Services.GetRequiredService<IGrainFactory>();

    /// <summary>Its services.</summary>
    public IServiceProvider Services { get; private set; } = null!;

    /// <summary>The grains that are active here, also while they begin and end.</summary>
    public IReadOnlyList<GrainId> ActiveGrains => [.. Catalog.Activations.Select(activation => activation.GrainId)];

    internal SimulatedMachine Machine { get; }

    internal ITurnScheduler Turns { get; }

    internal Catalog Catalog { get; private set; } = null!;

    /// <summary>When it read in the table that it is dead, or went on after that, by the common clock; null while it did not.</summary>
    internal TimeSpan? SawOwnDeath { get; private set; }

    private bool HasStarted { get; set; }

    /// <summary>Stops it in order: its grains end, or move when they are asked for. Completes also when it ends in another way.</summary>
    public async Task StopAsync()
    {
        _cluster.Record("stop", Name);
        _stops = true;
        await RunAsync(services => services.GetRequiredService<Silo>().StopAsync(CancellationToken.None));
        if (State == SimulatedMemberState.Running)
        {
            Vanish(SimulatedMemberState.Stopped);
        }
    }

    /// <summary>It vanishes without a word. Whoever called from outside through it sees its connection break.</summary>
    public void Crash()
    {
        if (!IsGone)
        {
            _cluster.Record("crash", Name);
            Vanish(SimulatedMemberState.Crashed);
        }
    }

    /// <summary>It stands still until it is resumed: no turn, no timer, no message. The time goes on.</summary>
    public void Pause()
    {
        if (State == SimulatedMemberState.Running)
        {
            _cluster.Record("pause", Name);
            State = SimulatedMemberState.Paused;
        }
    }

    /// <summary>It goes on: what fell due or arrived meanwhile comes at once, in any order.</summary>
    public void Resume()
    {
        if (State != SimulatedMemberState.Paused)
        {
            return;
        }

        _cluster.Record("resume", Name);
        State = SimulatedMemberState.Running;
        SawOwnDeath = SawOwnDeath is null ? null : _cluster.Time.Elapsed;
        Action[] held = [.. _held];
        _held.Clear();
        _cluster.Shuffle(held);
        foreach (Action action in held)
        {
            _cluster.Outside(() => WhenRunning(action));
        }
    }

    /// <summary>Declares another silo dead, as an operator would.</summary>
    /// <param name="silo">The other silo.</param>
    public Task DeclareDeadAsync(SiloAddress silo) =>
        RunAsync(services => services.GetRequiredService<IClusterMembershipService>().TryKill(silo));

    internal void Run(IServiceProvider services)
    {
        Services = services;
        Address = services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        Catalog = services.GetRequiredService<Catalog>();
    }

    internal async Task StartAsync()
    {
        try
        {
            await RunAsync(services => services.GetRequiredService<Silo>().StartAsync(CancellationToken.None));
            HasStarted = !IsGone ? true : throw new SiloUnavailableException($"{Name} ended while it started.");
        }
        catch
        {
            Crash();
            throw;
        }
    }

    /// <summary>The process ended itself.</summary>
    internal void End(string reason)
    {
        if (!IsGone)
        {
            _cluster.Record("fatal", $"{Name}: {reason}");
            Vanish(SimulatedMemberState.Crashed);
        }
    }

    internal void WhenRunning(Action action)
    {
        if (State == SimulatedMemberState.Paused)
        {
            _held.Add(action);
        }
        else if (!IsGone)
        {
            action();
        }
    }

    /// <summary>Takes note of what it read of itself, and hides it when it is to.</summary>
    internal MembershipTableData Saw(MembershipTableData data, bool hidesDeath)
    {
        if (data.TryGet(Address)?.Item1 is { Status: SiloStatus.Dead } own && !_stops)
        {
            SawOwnDeath ??= _cluster.Time.Elapsed;
            own.Status = hidesDeath ? SiloStatus.Active : own.Status;
        }

        return data;
    }

    /// <summary>Work of the silo itself, in turns that pause and end with it.</summary>
    private async Task RunAsync(Func<IServiceProvider, Task> work)
    {
        Task done = Task.Factory.StartNew(() => work(Services), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _life).Unwrap();
        if (await Task.WhenAny(done, _ended.Task) == done)
        {
            await done;
        }
    }

    private void Vanish(SimulatedMemberState state)
    {
        State = state;
        _held.Clear();
        _cluster.Vanished(this);
        Services.GetRequiredService<PendingCalls>().CompleteAll(
            static message => message.Source.Type.ToString() == "sys.client",
            call => new SiloUnavailableException($"{Name} ended while {call.Message} was waited for."));
        _ended.TrySetResult();
    }
}
