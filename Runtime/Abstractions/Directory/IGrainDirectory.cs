using Orleans.Runtime;

namespace Orleans.GrainDirectory;

/// <summary>Where grains are active. Decides which of two activations of a grain may live.</summary>
public interface IGrainDirectory
{
    /// <summary>Registers an activation unless another is registered. Returns the winner.</summary>
    /// <param name="address">The activation.</param>
    Task<GrainAddress?> Register(GrainAddress address);

    /// <summary>Registers an activation if nothing or the previous one is registered. Returns the winner.</summary>
    /// <param name="address">The activation.</param>
    /// <param name="previousAddress">The one it replaces.</param>
    Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress);

    /// <summary>Removes that registration, if it is still the one.</summary>
    /// <param name="address">The activation.</param>
    Task Unregister(GrainAddress address);

    /// <summary>The registration of a grain, or null.</summary>
    /// <param name="grainId">The grain.</param>
    Task<GrainAddress?> Lookup(GrainId grainId);

    /// <summary>Removes the registrations of silos that are gone.</summary>
    /// <param name="siloAddresses">The silos.</param>
    Task UnregisterSilos(List<SiloAddress> siloAddresses);
}
