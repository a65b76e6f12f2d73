using System.Globalization;

namespace Krewe.Bench.RequestPath;

/// <summary>How much is measured.</summary>
internal sealed record RequestPathSettings
{
    public const string Help = "--sleep 0,5 --clients 1,16,64,256,512 --open 25,50,75 --rounds 3 --seconds 2 --paths direct,nginx,krewe --elements 64 --seed 1; short: --rounds 1 --seconds 1 --clients 16,512 --open 50";

    /// <summary>What the model servers sleep, in milliseconds.</summary>
    public required int[] Sleeps { get; init; }

    /// <summary>Closed loops of so many clients.</summary>
    public required int[] Clients { get; init; }

    /// <summary>Open loops at so many per cent of what Krewe reached in a closed one.</summary>
    public required int[] Open { get; init; }

    public required string[] Paths { get; init; }

    public required int Rounds { get; init; }

    public required int Seconds { get; init; }

    public required int Seed { get; init; }

    public required string Body { get; init; }

    public static RequestPathSettings Read(BenchOptions options) => new()
    {
        Sleeps = options.GetAll("sleep", 0, 5),
        Clients = options.GetAll("clients", 1, 16, 64, 256, 512),
        Open = options.GetAll("open", 25, 50, 75),
        Paths = options.Get("paths", "direct,nginx,krewe").Split(','),
        Rounds = options.Get("rounds", 3),
        Seconds = options.Get("seconds", 2),
        Seed = options.Get("seed", 1),
        Body = BodyOf(options.Get("elements", 64)),
    };

    private static string BodyOf(int elements) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"inputs":[{"name":"x","shape":[1,{{elements}}],"datatype":"FP32","data":[{{string.Join(',', Enumerable.Range(0, elements).Select(i => (i % 10) + 0.5))}}]}]}""");
}
