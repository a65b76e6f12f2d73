using System.Buffers.Binary;
using Krewe.Runtime.Identity;
using Orleans.Runtime;

namespace Krewe.Runtime.Placement;

/// <summary>Choices among silos. Chance comes from where identities come from, so that a simulation decides it.</summary>
internal sealed class SiloChoices(IIdSource ids)
{
    public SiloAddress Any(IReadOnlyList<SiloAddress> silos) => silos.Count == 1 ? silos[0] : silos[Below(silos.Count)];

    private int Below(int limit)
    {
        Span<byte> bytes = stackalloc byte[16];
        ids.NextId().TryWriteBytes(bytes);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes) % (uint)limit);
    }
}
