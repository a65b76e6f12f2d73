using System.Net;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Membership.Probes;
using Krewe.Testing.Time;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Membership;

public sealed class LocalHealthTests
{
    private static readonly SiloAddress Self = SiloAddress.New(IPAddress.Loopback, 1, 1);

    private readonly ManualTimeProvider _clock = new();

    private LocalHealth Health => field ??= new LocalHealth(_clock, new ClusterMembershipOptions());

    [Theory]
    [InlineData("well", 0.9, 2, 1, 0, 0, 0)]
    [InlineData("a timer came late", 1.1, 2, 1, 0, 0, 1)]
    [InlineData("a timer came late, long ago", 1.1, 2, 1, 11, 0, 0)]
    [InlineData("nobody answered", 0, 2, 0, 0, 0, 1)]
    [InlineData("the only one did not answer", 0, 1, 0, 0, 0, 0)]
    [InlineData("two vote against it", 0, 2, 2, 0, 2, 2)]
    [InlineData("all of it", 5, 2, 0, 0, 2, 4)]
    [InlineData("more than there is to say", 5, 2, 0, 0, 20, 8)]
    public void Score_BySigns_IsTheirSum(string name, double lateSeconds, int peers, int answered, double later, int votes, int expected)
    {
        Assert.NotEmpty(name);
        Health.Ran(TimeSpan.FromSeconds(lateSeconds));
        Health.Probed(peers, answered);
        _clock.Advance(TimeSpan.FromSeconds(later));
        Assert.Equal(expected, Health.Score(View(votes), Self));
    }

    private MembershipView View(int votes) => MembershipView.From(new MembershipTableData(
        [
            Tuple.Create(
                new MembershipEntry
                {
                    SiloAddress = Self,
                    Status = SiloStatus.Active,
                    SuspectTimes = [.. Enumerable.Range(2, votes).Select(port => Tuple.Create(SiloAddress.New(IPAddress.Loopback, port, 1), _clock.GetUtcNow().UtcDateTime))],
                },
                "1"),
        ],
        new TableVersion(1, "1")));
}
