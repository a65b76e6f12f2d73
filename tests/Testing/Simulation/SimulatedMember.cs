using Krewe.Runtime.Activations;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>A silo of a <see cref="SimulatedCluster"/>.</summary>
public sealed class SimulatedMember
{
    private readonly SimulatedCluster _cluster;
    private readonly List<Action> _held = []; // what fell due or arrived while paused, in order

    internal SimulatedMember(SimulatedCluster cluster, int number)
    {
        _cluster = cluster;
        Number = number;
    }

    /// <summary>Counts from 0; a silo that is started anew has a number of its own.</summary>
    public int Number { get; }

    /// <summary>What it is.</summary>
    public SimulatedMemberState State { get; private set; }

    /// <summary>Its identity.</summary>
    public SiloAddress Address => Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    /// <summary>Makes references to grains; calls begin at this silo.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Its services.</summary>
    public IServiceProvider Services { get; internal set; } = null!;

    /// <summary>The grains that are active here, also while they begin and end.</summary>
    public IReadOnlyList<GrainId> ActiveGrains => [.. Services.GetRequiredService<Catalog>().Activations.Select(activation => activation.GrainId)];

    internal Catalog Catalog => Services.GetRequiredService<Catalog>();

    /// <summary>Stops it in order: its grains end, or move when they are asked for.</summary>
    public async Task StopAsync()
    {
        _cluster.Record("stop", Address.ToString());
        await Services.GetRequiredService<Silo>().StopAsync(CancellationToken.None);
        State = State == SimulatedMemberState.Running ? SimulatedMemberState.Stopped : State;
    }

    /// <summary>It vanishes without a word. Whoever called from outside through it sees its connection break.</summary>
    public void Crash()
    {
        if (State is SimulatedMemberState.Crashed or SimulatedMemberState.Stopped)
        {
            return;
        }

        _cluster.Record("crash", Address.ToString());
        State = SimulatedMemberState.Crashed;
        _held.Clear();
        _cluster.Vanished(this);
        Services.GetRequiredService<PendingCalls>().CompleteAll(
            static message => message.Source.Type.ToString() == "sys.client",
            static call => new SiloUnavailableException($"The silo crashed while {call.Message} was waited for."));
    }

    /// <summary>It stands still until it is resumed.</summary>
    public void Pause()
    {
        if (State == SimulatedMemberState.Running)
        {
            _cluster.Record("pause", Address.ToString());
            State = SimulatedMemberState.Paused;
        }
    }

    /// <summary>It goes on: what fell due or arrived meanwhile comes at once.</summary>
    public void Resume()
    {
        if (State != SimulatedMemberState.Paused)
        {
            return;
        }

        _cluster.Record("resume", Address.ToString());
        State = SimulatedMemberState.Running;
        Action[] held = [.. _held];
        _held.Clear();
        foreach (Action action in held)
        {
            WhenRunning(action);
        }
    }

    internal void WhenRunning(Action action)
    {
        if (State == SimulatedMemberState.Paused)
        {
            _held.Add(action);
        }
        else if (State != SimulatedMemberState.Crashed)
        {
            action();
        }
    }
}
