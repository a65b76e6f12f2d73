using Krewe.Runtime.Serialization;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>The grain's side of an enumeration, whatever the type of its items.</summary>
internal abstract class GrainEnumeration : IAsyncDisposable
{
    /// <summary>Goes on to the next item.</summary>
    public abstract ValueTask<bool> MoveNextAsync();

    /// <summary>Writes the item.</summary>
    public abstract void WriteCurrent(ref WireWriter writer);

    public abstract ValueTask DisposeAsync();
}
