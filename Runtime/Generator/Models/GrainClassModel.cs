namespace Krewe.Runtime.Generator;

/// <summary>A grain class.</summary>
/// <param name="TypeName">The class in code.</param>
/// <param name="Interfaces">Its grain interfaces in code, in order.</param>
internal sealed record GrainClassModel(string TypeName, EquatableArray<string> Interfaces);
