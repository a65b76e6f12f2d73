using Krewe.Runtime.Hosting;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Membership.Probes;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

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

        if (services.GetRequiredService<ISiloMembership>() is IProbeServer server)
        {
            _messages.Value.ProbesFor = async ping => (await server.ProbeForAsync(ping.MovedTo!, ping.ExpiresAt - clock.Grains.GetUtcNow())).ToNumber();
        }
    }

    public async Task<bool> ProbeAsync(SiloAddress target, TimeSpan timeout, CancellationToken cancellationToken) =>
        await PingAsync(target, null, timeout, cancellationToken) is not null;

    public async Task<ProbeReport> ProbeThroughAsync(SiloAddress target, SiloAddress intermediary, TimeSpan timeout, CancellationToken cancellationToken) =>
        await PingAsync(intermediary, target, timeout, cancellationToken) is { } answer
            ? ProbeReport.FromNumber(answer.Result as int? ?? 0)
            : new ProbeReport(ProbeOutcome.Unknown);

    /// <summary>The answer, with a number where one was asked about another silo by one that knows how; null when none came.</summary>
    private async Task<Response?> PingAsync(SiloAddress target, SiloAddress? about, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var messages = _messages.Value;
        var call = new PendingCall(Signal(MessageKind.Ping, messages.NextCorrelationId(), target, clock.Grains.GetUtcNow() + timeout, about), timeout);
        messages.Pending.Add(call);
        try
        {
            messages.Metrics.PingsSent.Add(1);
            messages.Send(call.Message);
            call.CancelWith((lost, token) => messages.Pending.Complete(lost.CorrelationId, Failed(token)), cancellationToken);
            var answer = await call.Task;
            (answer.Exception is null ? messages.Metrics.PingRepliesReceived : messages.Metrics.PingRepliesMissed).Add(1);
            return answer.Exception is null ? answer : null;
        }
        catch (Exception)
        {
            messages.Metrics.PingRepliesMissed.Add(1);
            messages.Pending.TryRemove(call.CorrelationId, out _);
            return null;
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

    private static Response Failed(CancellationToken token) =>
        Response.FromException(new OperationCanceledException(token));

    private Message Signal(MessageKind kind, long number, SiloAddress target, DateTimeOffset expires, SiloAddress? about = null) => new()
    {
        Kind = kind,
        CorrelationId = number,
        Source = Name,
        Target = Name,
        SourceSilo = _messages.Value.Silo,
        TargetSilo = target,
        ExpiresAt = expires,
        MovedTo = about,
    };
}
