namespace Krewe.Scheduling.Placement.Packing;

/// <summary>How much is looked into the future when room is given out. See docs/placement.md for what the defaults were chosen by.</summary>
public sealed record PackingOptions
{
    /// <summary>Futures that the best hosts are compared by, 1 to 1,024; default 128.</summary>
    public int Futures { get; init; } = 128;

    /// <summary>Futures that every host is looked at by first, 1 to 1,024, no more than <see cref="Futures"/> count; default 16.</summary>
    public int RoughFutures { get; init; } = 16;

    /// <summary>Of the hosts that the first look finds best, how many different ones are compared by all futures, 1 to 256; default 16.</summary>
    public int Shortlist { get; init; } = 16;

    /// <summary>Requests in each future, 1 to 4,096; default 200.</summary>
    public int FutureLength { get; init; } = 200;

    /// <summary>
    /// Of so many requests in a row a host is offered first those for several devices, at least 1; default 25. It stands for the other
    /// hosts: small requests find a place elsewhere, large ones seldom.
    /// </summary>
    public int Selectivity { get; init; } = 25;

    /// <summary>Which requests of a row ask first; default those for several devices. <see cref="PackingOrders.Choose"/> tries what suits a mix.</summary>
    public FutureOrder Order { get; init; }

    /// <summary>Seed of the futures; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Futures, 1, nameof(Futures));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Futures, 1_024, nameof(Futures));
        ArgumentOutOfRangeException.ThrowIfLessThan(RoughFutures, 1, nameof(RoughFutures));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RoughFutures, 1_024, nameof(RoughFutures));
        ArgumentOutOfRangeException.ThrowIfLessThan(Shortlist, 1, nameof(Shortlist));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Shortlist, 256, nameof(Shortlist));
        ArgumentOutOfRangeException.ThrowIfLessThan(FutureLength, 1, nameof(FutureLength));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FutureLength, 4_096, nameof(FutureLength));
        ArgumentOutOfRangeException.ThrowIfLessThan(Selectivity, 1, nameof(Selectivity));
    }
}
