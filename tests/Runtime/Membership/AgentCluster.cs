using System.Net;
using Krewe.Runtime.Membership;
using Krewe.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Membership;

/// <summary>Agents over one table and a network that can be cut, all on one thread in virtual time.</summary>
internal sealed class AgentCluster(int seed = 1)
{
    private readonly HashSet<(SiloAddress From, SiloAddress To)> _cuts = [];

    public ManualTimeProvider Clock { get; } = new();

    public TableUnderTest Table { get; } = new();

    public ClusterMembershipOptions Options { get; } = new();

    public List<AgentNode> Nodes { get; } = [];

    public AgentNode Add(int port, int generation = 1, TimeSpan skew = default)
    {
        var node = new AgentNode(this, SiloAddress.New(IPAddress.Loopback, port, generation), skew, new Random(seed + (port * 31) + generation));
        Nodes.Add(node);
        return node;
    }

    /// <summary>So many active silos, on ports from 1.</summary>
    public AgentNode[] Start(int count, Func<int, TimeSpan>? skew = null)
    {
        var nodes = Enumerable.Range(1, count).Select(port => Add(port, skew: skew?.Invoke(port) ?? TimeSpan.Zero)).ToArray();
        foreach (var node in nodes)
        {
            Run(node.StartAsync());
        }

        return nodes;
    }

    public void Cut(AgentNode from, AgentNode to) => _cuts.Add((from.Address, to.Address));

    public void Heal() => _cuts.Clear();

    public bool Reaches(SiloAddress from, SiloAddress to) =>
        !_cuts.Contains((from, to)) && Nodes.Any(node => node.Address == to && node.IsRunning);

    public void Gossip(SiloAddress from, IEnumerable<SiloAddress> targets, MembershipVersion version)
    {
        foreach (var target in targets.Where(target => Reaches(from, target)))
        {
            Nodes.Single(node => node.Address == target).Agent.OnGossip(version);
        }
    }

    public void Advance(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets time pass until it is so; says whether it became so, and after how long.</summary>
    public TimeSpan? Until(Func<bool> so, double seconds)
    {
        var begin = Clock.GetUtcNow();
        var end = begin + TimeSpan.FromSeconds(seconds);
        while (!so())
        {
            if (!Clock.FireNext(end))
            {
                return null;
            }
        }

        return Clock.GetUtcNow() - begin;
    }

    /// <summary>Lets time pass until the task has ended.</summary>
    public void Run(Task task, double seconds = 600)
    {
        Assert.True(Until(() => task.IsCompleted, seconds) is not null, $"Not done after {seconds} s.");
        task.GetAwaiter().GetResult();
    }

    public SiloStatus StatusOf(AgentNode node)
    {
        var all = Table.ReadAllAsync();
        return all.Result.TryGet(node.Address)?.Item1.Status ?? SiloStatus.None;
    }

    public IOptions<ClusterMembershipOptions> OptionsOf() => Microsoft.Extensions.Options.Options.Create(Options);

    public static NullLogger<MembershipAgent> Logger => NullLogger<MembershipAgent>.Instance;
}
