namespace Krewe.Runtime.CodeGeneration;

/// <summary>A grain class and the grain interfaces that it implements.</summary>
/// <param name="GrainClass">Not abstract, not generic.</param>
/// <param name="GrainInterfaces">All of them, inherited ones included, markers left out; ordered by full name.</param>
public sealed record GrainClassEntry(Type GrainClass, IReadOnlyList<Type> GrainInterfaces);
