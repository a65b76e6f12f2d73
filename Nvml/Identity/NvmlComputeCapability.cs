namespace Krewe.Nvml;

/// <summary>What CUDA code runs on the device.</summary>
/// <param name="Major">9 is Hopper.</param>
/// <param name="Minor">0 and on.</param>
public readonly record struct NvmlComputeCapability(int Major, int Minor);
