using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;

namespace Krewe.Bench.Placement;

/// <summary>
/// The nodes and one workload of Alibaba's trace cluster-trace-gpu-v2023 as files of that form:
/// https://github.com/alibaba/clusterdata and hkust-adsl/kubernetes-scheduler-simulator.
/// </summary>
internal sealed class OpenbTrace
{
    private readonly string _folder;

    public OpenbTrace(string folder, string workload)
    {
        _folder = folder;
        Workload = workload;
        Nodes = [.. Lines(Path.Combine(folder, "nodes.csv")).Select(cells => new OpenbNode(cells[0], Int(cells[1]), Int(cells[2]), Int(cells[3]), cells[4]))];
        Pods =
        [
            .. Lines(Path.Combine(folder, $"pods_{workload}.csv"))
                .OrderBy(cells => cells[0], StringComparer.Ordinal)
                .Select(cells => new OpenbPod(Int(cells[1]), Int(cells[2]), Int(cells[3]), Int(cells[3]) == 0 ? 0 : Int(cells[4]), cells.Length > 5 ? cells[5] : "")),
        ];
        Capacity = Nodes.Sum(node => node.Gpus * 1_000L);
    }

    public string Workload { get; }

    public ImmutableArray<OpenbNode> Nodes { get; }

    /// <summary>The pods, by name.</summary>
    public ImmutableArray<OpenbPod> Pods { get; }

    /// <summary>Thousandths of a GPU in all.</summary>
    public long Capacity { get; }

    /// <summary>Pods in the order in which they arrive: the published one where the file has the seed, else drawn.</summary>
    public (ImmutableArray<OpenbPod> Pods, bool Published) Arrivals(int seed)
    {
        var file = Path.Combine(_folder, $"arrivals_{Workload}.csv.gz");
        if (File.Exists(file))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                var comma = line.IndexOf(',', StringComparison.Ordinal);
                if (line[..comma] == seed.ToString(CultureInfo.InvariantCulture))
                {
                    return ([.. line[(comma + 1)..].Split(' ').Select(row => Pods[Int(row)])], true);
                }
            }
        }

        return (Draw(seed), false);
    }

    /// <summary>The authors' own result; null where there is none.</summary>
    public double? Published(string policy, int seed)
    {
        var file = Path.Combine(_folder, "published.csv");
        return !File.Exists(file) ? null : Lines(file)
            .Where(cells => cells[0] == Workload && cells[1] == policy && Int(cells[2]) == seed)
            .Select(cells => (double?)double.Parse(cells[3], CultureInfo.InvariantCulture))
            .FirstOrDefault();
    }

    /// <summary>As the published orders are made: every pod once in random order, then pods drawn again, until 130 % of the GPUs were asked for.</summary>
    private ImmutableArray<OpenbPod> Draw(int seed)
    {
        var random = new Random(seed);
        var order = Pods.ToArray();
        random.Shuffle(order);
        var arrivals = ImmutableArray.CreateBuilder<OpenbPod>();
        for (long asked = 0; asked < Capacity * 13 / 10; asked += arrivals[^1].GpuTotal)
        {
            arrivals.Add(arrivals.Count < order.Length ? order[arrivals.Count] : Pods[random.Next(Pods.Length)]);
        }

        return arrivals.ToImmutable();
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Lines(string file) => File.ReadLines(file).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','));
}
