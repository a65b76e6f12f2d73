namespace Krewe.Commands.Gpu;

/// <summary>The GPUs of this machine, as JSON and YAML have them.</summary>
/// <param name="Driver">Version of the driver.</param>
/// <param name="Nvml">Version of the library.</param>
/// <param name="Cuda">The highest CUDA version; null when it is not known.</param>
/// <param name="Gpus">Each followed by its MIG devices.</param>
internal sealed record GpuMachine(string Driver, string Nvml, string? Cuda, IReadOnlyList<GpuView> Gpus);
