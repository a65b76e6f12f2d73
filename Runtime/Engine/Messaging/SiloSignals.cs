using Krewe.Runtime.Hosting;
using Krewe.Runtime.Membership;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Messaging;

/// <summary>What the membership sends to other silos: probes and gossip. Served by the message layer, without an activation or a turn.</summary>
internal sealed class SiloSignals(IServiceProvider services, EngineClock clock) : ISiloProber, IMembershipGossip, ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly GrainId Name = GrainId.Create("sys.silo", "signals");

    // Late: the membership is what the message layer sends by.
    private readonly Lazy<MessageCenter> _messages = new(services.GetRequiredService<MessageCenter>);

    public void Participate(ISiloLifecycle lifecycle)
    {
        if (services.GetRequiredService<ISiloMembership>() is IMembershipGossipReceiver receiver)
        {
            _messages.Value.Gossiped = receiver.OnGossip;
        }
    }

    public async Task<bool> ProbeAsync(SiloAddress target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var messages = _messages.Value;
        var call = new PendingCall(Signal(MessageKind.Ping, messages.NextCorrelationId(), target, clock.Grains.GetUtcNow() + timeout), timeout);
        messages.Pending.Add(call);
        try
        {
            messages.Metrics.PingsSent.Add(1);
            messages.Send(call.Message);
            call.CancelWith((lost, token) => messages.Pending.Complete(lost.CorrelationId, Failed(token)), cancellationToken);
            var isAlive = (await call.Task).Exception is null;
            (isAlive ? messages.Metrics.PingRepliesReceived : messages.Metrics.PingRepliesMissed).Add(1);
            return isAlive;
        }
        catch (Exception)
        {
            messages.Metrics.PingRepliesMissed.Add(1);
            messages.Pending.TryRemove(call.CorrelationId, out _);
            return false;
        }
    }

    public void Send(IReadOnlyCollection<SiloAddress> targets, MembershipVersion version)
    {
        foreach (var target in targets.Where(target => target != _messages.Value.Silo))
        {
            try
            {
                _messages.Value.Send(Signal(MessageKind.Gossip, version.Value, target, default));
            }
            catch (OrleansException)
            {
                // May be lost: the table is read anyway.
            }
        }
    }

    private static Orleans.Serialization.Invocation.Response Failed(CancellationToken token) =>
        Orleans.Serialization.Invocation.Response.FromException(new OperationCanceledException(token));

    private Message Signal(MessageKind kind, long number, SiloAddress target, DateTimeOffset expires) => new()
    {
        Kind = kind,
        CorrelationId = number,
        Source = Name,
        Target = Name,
        SourceSilo = _messages.Value.Silo,
        TargetSilo = target,
        ExpiresAt = expires,
    };
}
