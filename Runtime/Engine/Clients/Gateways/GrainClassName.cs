using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients.Gateways;

/// <summary>A grain class as clients know it.</summary>
/// <param name="Interface">The name of an interface that it serves.</param>
/// <param name="Type">Its stable name.</param>
/// <param name="Class">Its full name.</param>
[GenerateSerializer, Alias("krewe.grain-class-name")]
internal sealed record GrainClassName([property: Id(0)] string Interface, [property: Id(1)] GrainType Type, [property: Id(2)] string Class);
