using System.Net;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Membership.Probes;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Membership;

/// <summary>One silo's agent with its part of the network.</summary>
internal sealed class AgentNode : ISiloProber, IMembershipGossip, IFatalErrorHandler, ILocalSiloDetails
{
    private readonly AgentCluster _cluster;
    private readonly TimeProvider _clock;

    public AgentNode(AgentCluster cluster, SiloAddress address, TimeSpan skew, Random random)
    {
        _cluster = cluster;
        _clock = new SkewedTimeProvider(cluster.Clock, skew);
        SiloAddress = address;
        Publisher = new MembershipPublisher();
        Agent = new MembershipAgent(cluster.Table, Publisher, this, cluster.OptionsOf(), this, this, this, _clock, random, AgentCluster.Logger);
        Agent.Died += () => DeathsRaised++;
    }

    public MembershipAgent Agent { get; }

    public MembershipPublisher Publisher { get; }

    public SiloAddress Address => SiloAddress;

    public SiloAddress SiloAddress { get; }

    public SiloAddress GatewayAddress => SiloAddress.New(IPAddress.Loopback, SiloAddress.Endpoint.Port + 1000, SiloAddress.Generation);

    public string Name => $"silo{SiloAddress.Endpoint.Port}";

    public string ClusterId => "test";

    public string DnsHostName => "here";

    public bool IsRunning { get; private set; } = true;

    public string? Fatal { get; private set; }

    public int DeathsRaised { get; private set; }

    public int IndirectProbes { get; private set; }

    /// <summary>Knows nothing of probes for others.</summary>
    public bool IsOld { get; set; }

    /// <summary>Says of every probe for others that it was missed, and that it is not well itself.</summary>
    public bool SaysItIsIll { get; set; }

    public async Task StartAsync()
    {
        await Agent.JoinAsync(default);
        await Agent.BecomeActiveAsync(default);
    }

    /// <summary>As kill -9: its loops end without a word, and nobody is answered.</summary>
    public void Crash()
    {
        IsRunning = false;
        Agent.Abandon();
    }

    /// <summary>An answer that does not come shows only when the time is up.</summary>
    public async Task<bool> ProbeAsync(SiloAddress target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_cluster.Reaches(Address, target) && _cluster.Reaches(target, Address))
        {
            return true;
        }

        await Task.Delay(timeout, _clock, cancellationToken);
        return false;
    }

    /// <summary>The way to the intermediary and back, and what that one finds.</summary>
    public async Task<ProbeReport> ProbeThroughAsync(SiloAddress target, SiloAddress intermediary, TimeSpan timeout, CancellationToken cancellationToken)
    {
        IndirectProbes++;
        if (_cluster.Reaches(Address, intermediary) && _cluster.Reaches(intermediary, Address))
        {
            var other = _cluster.Nodes.Single(node => node.Address == intermediary);
            return other.IsOld ? new ProbeReport(ProbeOutcome.NotServed)
                : other.SaysItIsIll ? new ProbeReport(ProbeOutcome.Missed, 1)
                : await other.Agent.ProbeForAsync(target, timeout);
        }

        await Task.Delay(timeout, _clock, cancellationToken);
        return new ProbeReport(ProbeOutcome.Unknown);
    }

    public void Send(IReadOnlyCollection<SiloAddress> targets, MembershipVersion version) => _cluster.Gossip(Address, targets, version);

    public void OnFatal(string reason)
    {
        Fatal = reason;
        IsRunning = false;
    }
}
