using Krewe.Naming;

namespace Krewe.Fleet;

/// <summary>Which pool a model is assigned to.</summary>
/// <param name="Model">The model.</param>
/// <param name="Pool">The pool.</param>
[GenerateSerializer, Immutable, Alias("krewe.FleetAssignment")]
public sealed record FleetAssignment(ModelKey Model, PoolKey Pool);
