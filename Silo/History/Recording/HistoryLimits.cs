namespace Krewe.Silo.History.Recording;

/// <summary>How much a silo keeps, at the most.</summary>
internal static class HistoryLimits
{
    /// <summary>15 minutes.</summary>
    public const int Seconds = 900;

    /// <summary>Models; one more is not kept until another was idle for <see cref="Seconds"/>. Each takes about 210 KB, from its first request or queue on.</summary>
    public const int MaxModels = 128;

    /// <summary>Devices of the host. Each takes about 60 KB.</summary>
    public const int MaxDevices = 64;

    /// <summary>Quantiles are read from that many seconds at once: a single second of few requests says little.</summary>
    public const int WindowSeconds = 10;
}
