using System.Globalization;
using System.Text.Json;

namespace Krewe.Bench.Slo;

/// <summary>Requests from a public trace, with classes and deadlines given to them by the rules of docs/queueing.md. Sorted by arrival.</summary>
internal sealed record SloTrace(string Name, IReadOnlyList<SloRequest> Requests)
{
    private const int Seed = 7;

    /// <summary>Seconds of service that come in each second, each request executed alone.</summary>
    public double Work => Requests.Sum(request => request.Service) / (Requests[^1].Arrival - Requests[0].Arrival);

    /// <summary>
    /// The ten jobs of Faro (EuroSys 2025): arrivals by minute with exponential gaps, service times lognormal as the authors measured them.
    /// A job is a tenant; three jobs are critical with the authors' objective, four standard with twice, three batch with ten times of it.
    /// </summary>
    public static SloTrace Faro(string file, int firstMinute, int minutes)
    {
        const double Shape = 0.42247119243841247, Loc = 0.07930158214998745, Scale = 0.06858078649769431, Objective = 0.72;
        var random = new Random(Seed);
        var requests = new List<SloRequest>();
        foreach (var (line, minute) in File.ReadLines(file).Skip(firstMinute).Take(minutes).Select((line, minute) => (line, minute)))
        {
            using var document = JsonDocument.Parse(line);
            var job = 0;
            foreach (var counts in document.RootElement.GetProperty("counts").EnumerateObject())
            {
                var count = counts.Value.EnumerateObject().Sum(one => one.Value.GetInt32());
                var at = minute * 60.0;
                var @class = job < 3 ? 0 : job < 7 ? 1 : 2;
                for (var left = count; left > 0; left--)
                {
                    at += -Math.Log(1 - random.NextDouble()) * 60 / count;
                    requests.Add(new SloRequest
                    {
                        Arrival = at,
                        Deadline = at + (Objective * (@class switch { 0 => 1, 1 => 2, _ => 10 })),
                        Service = Loc + (Scale * Math.Exp(Shape * Normal(random))),
                        Class = @class,
                        Tenant = counts.Name,
                    });
                }

                job++;
            }
        }

        return new SloTrace("ten jobs (Faro)", [.. requests.OrderBy(request => request.Arrival)]);
    }

    /// <summary>
    /// Requests for code completion to a language model (Azure, 2023): arrivals and tokens as traced; 15,000 tokens of context a second and
    /// 20 ms for each generated one. Of ten requests three are critical (2 s and their class' budget below), five standard, two batch.
    /// </summary>
    public static SloTrace Azure(string file)
    {
        var random = new Random(Seed);
        var requests = new List<SloRequest>();
        DateTime? first = null;
        foreach (var line in File.ReadLines(file).Skip(1).Where(line => line.Length > 0))
        {
            var fields = line.Split(',');
            var time = DateTime.Parse(fields[0], CultureInfo.InvariantCulture);
            first ??= time;
            var at = (time - first.Value).TotalSeconds;
            var service = 0.03 + (int.Parse(fields[1], CultureInfo.InvariantCulture) / 15_000.0) + (int.Parse(fields[2], CultureInfo.InvariantCulture) * 0.02);
            var draw = random.Next(10);
            var @class = draw < 3 ? 0 : draw < 8 ? 1 : 2;
            requests.Add(new SloRequest
            {
                Arrival = at,
                Deadline = at + (@class switch { 0 => 4, 1 => 8, _ => 60 }),
                Service = service,
                Class = @class,
                Tenant = string.Create(CultureInfo.InvariantCulture, $"tenant-{random.Next(8)}"),
            });
        }

        return new SloTrace("code completion (Azure)", [.. requests.OrderBy(request => request.Arrival)]);
    }

    /// <summary>The same requests closer together or further apart, so that so many servers have a load.</summary>
    public SloTrace Scaled(double load, int servers)
    {
        var factor = Work / (load * servers);
        return this with { Requests = [.. Requests.Select(request => request.At(request.Arrival * factor))] };
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
