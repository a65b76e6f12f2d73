using Krewe.Bench.Soak;

namespace Krewe.Bench;

internal static class BenchmarkCatalog
{
    public static IReadOnlyList<IBenchmark> All { get; } = [new SoakBenchmark()];
}
