namespace Krewe.Nvml;

/// <summary>What a process used of a device over its life.</summary>
/// <param name="GpuUtilization">Percent of its life in which a kernel of it ran.</param>
/// <param name="MemoryUtilization">Percent of its life in which its memory was used.</param>
/// <param name="MaxMemory">The most that it had at a time, in bytes.</param>
/// <param name="Time">Its life; zero until it ends.</param>
/// <param name="StartMicroseconds">When it began, since 1970.</param>
/// <param name="IsRunning">Whether it lives.</param>
public readonly record struct NvmlAccounting(
    uint? GpuUtilization,
    uint? MemoryUtilization,
    ulong? MaxMemory,
    TimeSpan Time,
    ulong StartMicroseconds,
    bool IsRunning);
