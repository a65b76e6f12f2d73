using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>Makes a grain extension for an activation. Registered as a service with the extension's interface as its key.</summary>
internal delegate object GrainExtensionFactory(IGrainContext context);
