using Krewe.Bench.Reporting;

namespace Krewe.Bench;

/// <summary>A measurement that a stranger can repeat by one command.</summary>
internal interface IBenchmark
{
    string Name { get; }

    string Help { get; }

    Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options);
}
