using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>Knows the grain classes by the interfaces that they serve.</summary>
internal interface IGrainTypes
{
    /// <summary>The class that serves an interface.</summary>
    /// <param name="interfaceType">A grain interface.</param>
    /// <param name="prefix">The beginning of the class's full name, where several serve it.</param>
    /// <exception cref="ArgumentException">None does, or several do.</exception>
    GrainType Resolve(Type interfaceType, string? prefix = null);
}
