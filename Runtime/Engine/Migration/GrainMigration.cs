using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Migration;

/// <summary>What goes from one silo to another when a grain moves.</summary>
/// <param name="Previous">The activation that ends; the directory replaces it by the new one, if it is still the one.</param>
/// <param name="Values">What it left, by name, in wire form.</param>
[GenerateSerializer, Immutable, Alias("krewe.grain-migration")]
internal sealed record GrainMigration([property: Id(0)] GrainAddress Previous, [property: Id(1)] SortedDictionary<string, byte[]> Values);
