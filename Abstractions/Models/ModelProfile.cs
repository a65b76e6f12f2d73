namespace Krewe.Models;

/// <summary>What executions of a model take on one class of device, as learned.</summary>
/// <param name="Version">The model's version.</param>
/// <param name="DeviceClass">The class of the devices, <c>cpu</c> without any; several are joined by <c>+</c>.</param>
/// <param name="Typical">What a request typically takes of a slot; of a full batch its share.</param>
/// <param name="Execution">What an execution typically takes, of a batch as well.</param>
[GenerateSerializer, Immutable, Alias("krewe.ModelProfile")]
public sealed record ModelProfile(string Version, string DeviceClass, TimeSpan Typical, TimeSpan Execution);
