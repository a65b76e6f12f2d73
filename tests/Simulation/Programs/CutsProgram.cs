using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>
/// Again and again the way between two silos is cut, in one direction or both, for so long that each of the two misses the other often enough.
/// Others hear both, so nobody is voted dead; then one of those who heard both vanishes, and that one is found out all the same.
/// </summary>
internal sealed class CutsProgram : ClusterProgram
{
    private const int FewestSilos = 4, Rounds = 6;

    public override Troubles Troubles => Troubles.None;

    public override async Task WorkAsync(Workplace place)
    {
        while (place.Cluster.Running.Count < FewestSilos)
        {
            await place.Cluster.StartSiloAsync();
        }

        await place.Delay(6); // until all have the same view, and have heard each other

        for (int round = 0; round < Rounds; round++)
        {
            SimulatedMember[] silos = [.. place.Cluster.Running];
            SimulatedMember one = silos[place.Random.Next(silos.Length)];
            SimulatedMember other = silos.Where(silo => silo != one).ElementAt(place.Random.Next(silos.Length - 1));
            bool oneWay = place.Random.Next(2) == 0;
            MembershipVersion before = View(silos[0]).Version;
            place.Cluster.Record("cut", $"{one.Name} and {other.Name}{(oneWay ? ", one way" : "")}");
            place.Cluster.Network.Cut(one.Address, other.Address, oneWay);
            await place.Delay(3 + place.Random.Next(8));
            place.Cluster.Network.Heal(one.Address, other.Address);
            await place.Delay(2);
            Workplace.Require(
                silos.All(silo => !silo.IsGone) && View(silos[0]).Version == before,
                $"{one.Name} and {other.Name} could not reach each other, others reached both, and there was a vote against one of them");
        }

        SimulatedMember crashed = place.Cluster.Running[place.Random.Next(place.Cluster.Running.Count)];
        crashed.Crash();
        await place.Delay(10);
        SimulatedMember witness = place.Cluster.Running[0];
        SiloStatus status = View(witness).GetSiloStatus(crashed.Address);
        Workplace.Require(status == SiloStatus.Dead, $"{crashed.Name} is gone, and after 10 s {witness.Name} still has it as {status}");
    }

    public override async Task VerifyAsync(Workplace place)
    {
        int value = await place.AskAsync("a counter", async grains => (await grains.GetGrain<ICounterGrain>("0").Ledger()).Operations.Count);
        Workplace.Require(value == 0, "nobody added anything");
    }

    private static ClusterMembershipSnapshot View(SimulatedMember silo) => silo.Services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot;
}
