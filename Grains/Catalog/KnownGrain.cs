using System.Text.Json;
using Krewe.Admin;
using Orleans.Storage;

namespace Krewe.Grains.Catalog;

/// <summary>A type of grain of this house.</summary>
public abstract record KnownGrain
{
    /// <summary>Its word, such as <c>pool</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The full name of its class and the name of its assembly, with a comma between: what the engine calls it in statistics.</summary>
    public required string ClassName { get; init; }

    /// <summary>Whether it can be on any silo; else its key or its lease says where it is.</summary>
    public required bool Movable { get; init; }

    /// <summary>The name under which it keeps its state; null when it keeps none.</summary>
    public string? StateName { get; init; }

    /// <summary>Reads what a grain of the type has stored; null when nothing is.</summary>
    /// <param name="storage">The storage of grains.</param>
    /// <param name="grain">The grain.</param>
    public abstract Task<StoredState?> ReadAsync(IGrainStorage storage, GrainId grain);

    internal sealed record Stateless : KnownGrain
    {
        public override Task<StoredState?> ReadAsync(IGrainStorage storage, GrainId grain) => Task.FromResult<StoredState?>(null);
    }

    internal sealed record Stateful<T> : KnownGrain
        where T : class, new()
    {
        public override async Task<StoredState?> ReadAsync(IGrainStorage storage, GrainId grain)
        {
            var state = new GrainState<T>(new T());
            await storage.ReadStateAsync(StateName!, grain, state);
            return state.RecordExists ? new StoredState(JsonSerializer.SerializeToElement(state.State, KreweJson.Options), state.ETag) : null;
        }
    }
}
