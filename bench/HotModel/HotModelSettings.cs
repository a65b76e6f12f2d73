namespace Krewe.Bench.HotModel;

/// <summary>How much is measured.</summary>
internal sealed record HotModelSettings
{
    public const string Help = "--shards 1,2,4,8 --seconds 3 --rounds 3 --clients 96 --order-seconds 5 --seed 1";

    public const int Silos = 3;

    public const int Replicas = 4;

    /// <summary>Over how many shards the queue is split, one after the other.</summary>
    public required int[] Shards { get; init; }

    public required int Seconds { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Callers in all, spread over the silos.</summary>
    public required int Clients { get; init; }

    public required int OrderSeconds { get; init; }

    public required int Seed { get; init; }

    public static HotModelSettings Read(BenchOptions options) => new()
    {
        Shards = options.GetAll("shards", 1, 2, 4, 8),
        Seconds = options.Get("seconds", 3),
        Rounds = options.Get("rounds", 3),
        Clients = options.Get("clients", 96),
        OrderSeconds = options.Get("order-seconds", 5),
        Seed = options.Get("seed", 1),
    };
}
