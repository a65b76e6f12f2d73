namespace Krewe.Specs.Devices;

/// <summary>What a kind of device is: enough to simulate one.</summary>
/// <param name="Name">What its maker calls it.</param>
/// <param name="MemoryBytes">Bytes of its memory.</param>
/// <param name="Cores">Its multiprocessors.</param>
/// <param name="IdleWatts">What it draws when idle.</param>
/// <param name="MaxWatts">The most that it draws.</param>
/// <param name="SmClockMhz">Its highest clock.</param>
/// <param name="MemoryClockMhz">The clock of its memory.</param>
public sealed record DeviceModel(
    string Name,
    long MemoryBytes,
    int Cores,
    double IdleWatts,
    double MaxWatts,
    int SmClockMhz,
    int MemoryClockMhz);
