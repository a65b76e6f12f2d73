using Krewe.Bench.Activations;
using Krewe.Bench.Engine;
using Krewe.Bench.Soak;

namespace Krewe.Bench;

internal static class BenchmarkCatalog
{
    public static IReadOnlyList<IBenchmark> All { get; } = [new ActivationsBenchmark(), new EngineBenchmark(), new SoakBenchmark()];
}
