using System.Collections.Immutable;

namespace Krewe.Specs.Tests.Yaml;

/// <summary>Valid specs of every shape, from a seed.</summary>
internal sealed class SpecGenerator(int seed)
{
    private static readonly string[] Awkward =
    [
        "", " ", "~", "null", "true", "no", "1", "1.0", "0x1F", "1e3", "a: b", "- a", "#a", "a #b", "{port}", "[x]", "'", "\"", "\\", "*a", "&a",
        "!t", "%d", "@x", "`", "tab\t", "line\nbreak", "cr\rlf\n", "\u0001", "\u0085\u2028", "\u00e9\u4e2d", "\U0001F600", "a,b", "?", "|", ">", "---", "...",
        " lead", "trail ", "2024-01-01", "12:30:45", ".inf", "<<", "=", "10s", "5MiB", "\ufeff",
    ];

    private readonly Random _random = new(seed);

    public ModelSpec Next() => new()
    {
        Name = Name(),
        Tenant = Name().ToLowerInvariant(),
        Version = Pick("1", "1.0", "v2", "null", "007", "1e3"),
        Region = Pick("local", "eu-west", "true"),
        Pool = Pick("default", "0"),
        Replicas = _random.Next(1_001),
        Class = (ServiceClass)_random.Next(3),
        Timeout = Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
        Idempotent = _random.Next(2) == 0,
        Concurrency = _random.Next(1, 1_025),
        Queue = _random.Next(3) == 0 ? new QueueSpec() : new QueueSpec
        {
            MaxRequests = _random.Next(1, 1_000_001),
            MaxBytes = Size(1_024, 64L << 30),
            AgeingBound = Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            Shards = _random.Next(1, 65),
            Weights = ImmutableDictionary<string, int>.Empty.Add("acme", 7),
            MaxKeys = _random.Next(1, 100_001),
            Quota = _random.Next(2) == 0 ? null : new QuotaSpec
            {
                RequestThousandths = _random.Next(2) == 0 ? null : _random.Next(1, 1_000_000_001),
                PerKeyThousandths = _random.Next(2) == 0 ? null : _random.Next(1, 1_000_000_001),
                KeyThousandths = ImmutableDictionary<string, int>.Empty.Add(Pick("acme", "a: b", "1"), _random.Next(1, 100_000)),
                Burst = Duration(TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1)),
            },
        },
        Scaling = _random.Next(2) == 0 ? null : Scaling(),
        Batching = _random.Next(2) == 0 ? new BatchingSpec() : new BatchingSpec
        {
            MaxSize = _random.Next(32, 4_097),
            MaxDelay = Duration(TimeSpan.Zero, TimeSpan.FromSeconds(10)),
            PreferredSizes = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => _random.Next(1, 33))],
        },
        HedgeThousandths = _random.Next(501),
        Resources = new ResourceSpec
        {
            CpuMillicores = _random.Next(1, 1_024_001),
            MemoryBytes = Size(1L << 20, 65_536L << 30),
            Devices = _random.Next(2) == 0 ? new DeviceDemand() : new DeviceDemand
            {
                Count = _random.Next(17),
                Classes = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Awkwardly())],
                MemoryBytes = Size(0, 65_536L << 30),
                ComputeThousandths = _random.Next(1, 1_001),
            },
        },
        Backend = Backend(),
    };

    private ScalingSpec Scaling()
    {
        var least = _random.Next(1_001);
        var most = _random.Next(Math.Max(1, least), 1_001);
        return new ScalingSpec
        {
            Min = least,
            Max = most,
            Objective = _random.Next(2) == 0 ? null : Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
            Objectives = _random.Next(2) == 0 ? null : new ClassObjectives
            {
                Critical = Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
                Batch = _random.Next(2) == 0 ? null : Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
            },
            AttainmentThousandths = _random.Next(500, 1_000),
            Idle = Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)),
            Stabilization = Duration(TimeSpan.Zero, TimeSpan.FromHours(24)),
            Warm = _random.Next(1_001),
            Schedules =
            [
                .. Enumerable.Range(0, _random.Next(3)).Select(_ => new ScalingSchedule
                {
                    Days = [.. Enumerable.Range(0, 7).Where(_ => _random.Next(3) == 0).Select(day => (DayOfWeek)day)],
                    From = TimeSpan.FromMinutes(_random.Next(1_440)),
                    To = TimeSpan.FromSeconds(_random.Next(86_400)),
                    Zone = Pick("UTC", "Europe/Berlin"),
                    Min = _random.Next(2) == 0 ? null : _random.Next(least + 1),
                    Max = _random.Next(most, 1_001),
                }),
            ],
        };
    }

    private BackendSpec Backend()
    {
        var launched = _random.Next(3) > 0;
        return new BackendSpec
        {
            Command = launched ? Pick("python3", "/opt/a b/serve", "null", "1", "/x") : null,
            Url = launched ? null : "http://host-7:8000",
            Arguments = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Awkwardly())],
            Environment = Enumerable.Range(0, _random.Next(4)).Select(i => (Key: $"{Pick("A", "null", "a b", "#")}{i}", Value: Awkwardly()))
                .ToDictionary(pair => pair.Key, pair => pair.Value).ToImmutableDictionary(),
            WorkingDirectory = _random.Next(2) == 0 ? null : Pick("/srv", "/srv/a: b", "/"),
            ModelName = _random.Next(2) == 0 ? null : Name(),
            StartupTimeout = Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            StopGrace = Duration(TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            Weights = launched ? [.. Enumerable.Range(0, _random.Next(3)).Select(Weights)] : [],
        };
    }

    private WeightsSpec Weights(int number) => new()
    {
        Source = Pick("/srv/a: b/#1", "https://files.example/a?sig=%20x&b=1", "file:///w", "/null"),
        Digest = "sha256:" + new string(Pick("0", "a", "f")[0], 64),
        Name = Pick("model", "1.0", "null-", "a_b") + number,
        Bytes = _random.Next(2) == 0 ? null : Size(1, 64L << 40),
    };

    private string Name() => Pick("digits", "null", "1", "true", "a.b-c", "0");

    private string Awkwardly() => Awkward[_random.Next(Awkward.Length)];

    private string Pick(params string[] values) => values[_random.Next(values.Length)];

    private TimeSpan Duration(TimeSpan least, TimeSpan most)
    {
        long[] grains = [TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond, 1];
        var grain = grains[_random.Next(grains.Length)];
        return TimeSpan.FromTicks(Math.Clamp(_random.NextInt64(most.Ticks + 1) / grain * grain, least.Ticks, most.Ticks));
    }

    private long Size(long least, long most)
    {
        var grain = 1L << (10 * _random.Next(4));
        return Math.Clamp(_random.NextInt64(most + 1) / grain * grain, least, most);
    }
}
