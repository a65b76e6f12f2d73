using System.Runtime.CompilerServices;
using Krewe.Runtime.Turns;

namespace Krewe.Testing.Simulation;

/// <summary>The turns of one silo among those of all.</summary>
internal sealed class SiloTurns(SeededTurns all, SimulatedMember silo) : ITurnScheduler
{
    private static readonly ConditionalWeakTable<TurnQueue, SimulatedMember> Owners = [];

    public int TurnsPerDispatch => 1;

    /// <summary>Whose queue it is; null for the program's.</summary>
    public static SimulatedMember? OwnerOf(TurnQueue queue) => Owners.TryGetValue(queue, out SimulatedMember? owner) ? owner : null;

    public void Schedule(TurnQueue queue)
    {
        if (silo.State == SimulatedMemberState.Crashed)
        {
            return;
        }

        Owners.TryAdd(queue, silo);
        all.Schedule(queue);
    }
}
