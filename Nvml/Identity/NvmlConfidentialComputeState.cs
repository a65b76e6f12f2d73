namespace Krewe.Nvml;

/// <summary>Confidential computing of the machine.</summary>
/// <param name="Environment">0 none, 1 simulated, 2 production.</param>
/// <param name="Feature">0 off, 1 on.</param>
/// <param name="DevToolsMode">0 off, 1 on.</param>
public readonly record struct NvmlConfidentialComputeState(uint Environment, uint Feature, uint DevToolsMode);
