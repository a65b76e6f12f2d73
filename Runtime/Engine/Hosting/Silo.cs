using Krewe.Runtime.Activations;
using Krewe.Runtime.Lifecycle;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Hosting;

/// <summary>A silo from start to stop.</summary>
internal sealed class Silo
{
    private readonly IServiceProvider _services;
    private readonly SiloLifecycle _lifecycle;
    private readonly ISiloMembership _membership;
    private readonly Catalog _catalog;
    private readonly MessageCenter _messages;

    public Silo(IServiceProvider services, SiloLifecycle lifecycle, ISiloMembership membership, Catalog catalog, MessageCenter messages)
    {
        _services = services;
        _lifecycle = lifecycle;
        _membership = membership;
        _catalog = catalog;
        _messages = messages;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _lifecycle.Subscribe("messages", ServiceLifecycleStage.RuntimeServices, AttachActivations);
        _lifecycle.Subscribe("join", ServiceLifecycleStage.RuntimeServices + 1, _membership.JoinAsync, _membership.LeaveAsync);
        _lifecycle.Subscribe("activations", ServiceLifecycleStage.GrainDeactivation, static _ => Task.CompletedTask, _catalog.StopAsync);
        _lifecycle.Subscribe("membership", ServiceLifecycleStage.BecomeActive, _membership.BecomeActiveAsync, _membership.BeginLeaveAsync);
        _membership.Died += Vanish;
        foreach (var participant in _services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
        {
            participant.Participate(_lifecycle);
        }

        try
        {
            await _lifecycle.StartAsync(cancellationToken);
        }
        catch
        {
            await StopAsync(cancellationToken);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.StopAsync(cancellationToken);
        _messages.Pending.CompleteAll(static call => new SiloUnavailableException(
            $"KRW7004: The silo stopped while {call.Message.Method?.ActivityName} of {call.Message.Target} was waited for; whether the call ran is not known."));
    }

    /// <summary>The cluster goes on without this silo: nothing that it still does may reach anybody.</summary>
    private void Vanish()
    {
        _messages.Close();
        _catalog.Abandon();
    }

    private Task AttachActivations(CancellationToken cancellationToken)
    {
        _messages.AttachActivations(_catalog);
        return Task.CompletedTask;
    }
}
