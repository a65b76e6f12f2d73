using System.Globalization;
using Krewe.Errors;
using Krewe.Naming;

namespace Krewe.Specs;

/// <summary>Finds everything that is wrong with a model's spec, all at once.</summary>
public static class ModelSpecValidator
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;

    /// <summary>Every problem; empty when the spec is valid.</summary>
    /// <param name="spec">The spec.</param>
    public static IReadOnlyList<SpecProblem> Validate(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var found = new List<SpecProblem>();
        Name(found, "name", spec.Name, NameRules.IsModelName(spec.Name), NameRules.ModelRule);
        Name(found, "version", spec.Version, NameRules.IsModelName(spec.Version), NameRules.ModelRule);
        Name(found, "tenant", spec.Tenant, NameRules.IsResourceName(spec.Tenant), NameRules.ResourceRule);
        Name(found, "region", spec.Region, NameRules.IsResourceName(spec.Region), NameRules.ResourceRule);
        Name(found, "pool", spec.Pool, NameRules.IsResourceName(spec.Pool), NameRules.ResourceRule);
        if (spec.Regions is { } regions)
        {
            RegionRules.Validate(found, spec, regions);
        }

        Range(found, "replicas", spec.Replicas, 0, 1_000);
        Range(found, "concurrency", spec.Concurrency, 1, 1_024);
        Duration(found, "timeout", spec.Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        if (!Enum.IsDefined(spec.Class))
        {
            Add(found, "class", spec.Class.ToString(), "critical, standard or batch");
        }

        Range(found, "queue.max_requests", spec.Queue.MaxRequests, 1, 1_000_000);
        Bytes(found, "queue.max_bytes", spec.Queue.MaxBytes, 1_024, 64 * GiB);
        Duration(found, "queue.ageing_bound", spec.Queue.AgeingBound, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Range(found, "queue.shards", spec.Queue.Shards, 1, 64);
        foreach (var (key, weight) in spec.Queue.Weights.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Range(found, $"queue.weights.{key}", weight, 1, 1_000);
        }

        Range(found, "queue.max_keys", spec.Queue.MaxKeys, 1, 100_000);
        if (spec.Queue.Quota is { } quota)
        {
            QuotaRules.Validate(found, quota);
        }

        Range(found, "batching.max_size", spec.Batching.MaxSize, 1, 4_096);
        Duration(found, "batching.max_delay", spec.Batching.MaxDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        foreach (var size in spec.Batching.PreferredSizes)
        {
            Range(found, "batching.preferred_sizes", size, 1, Math.Max(1, spec.Batching.MaxSize));
        }

        Range(found, "hedging", spec.HedgeThousandths, 0, 500, SpecUnits.FormatThousandths);
        Range(found, "resources.cpu", spec.Resources.CpuMillicores, 1, 1_024_000, SpecUnits.FormatThousandths);
        Bytes(found, "resources.memory", spec.Resources.MemoryBytes, MiB, 65_536 * GiB);
        Range(found, "resources.devices.count", spec.Resources.Devices.Count, 0, 16);
        Range(found, "resources.devices.compute", spec.Resources.Devices.ComputeThousandths, 1, 1_000, SpecUnits.FormatThousandths);
        Bytes(found, "resources.devices.memory", spec.Resources.Devices.MemoryBytes, 0, 65_536 * GiB);
        if (spec.Scaling is { } scaling)
        {
            ScalingRules.Validate(found, scaling);
        }

        Backend(found, spec.Backend);
        return found;
    }

    /// <summary>Throws when the spec is not valid; the problem holds all reasons.</summary>
    /// <param name="spec">The spec.</param>
    /// <exception cref="KreweException">It is not valid (KRW2001).</exception>
    public static void ThrowIfInvalid(ModelSpec spec)
    {
        var found = Validate(spec);
        if (found.Count > 0)
        {
            throw new KreweException(new Problem
            {
                Code = ErrorCodes.SpecInvalid,
                Message = $"the spec of model '{spec.Name}' has {found.Count} problem{(found.Count == 1 ? "" : "s")}: "
                    + string.Join("; ", found.Select(problem => $"{problem.Key}: {problem.Message}")),
                Where = found[0].Key,
                Reasons = [.. found.Select(problem => $"{problem.Key}: {problem.Message}")],
            });
        }
    }

    private static void Backend(List<SpecProblem> found, BackendSpec backend)
    {
        if (backend.Command is null == backend.Url is null)
        {
            Add(found, "backend", backend.Url is null ? "neither command nor url" : "command and url", "exactly one of command and url");
        }

        if (backend.Command is { } command && (command.Length == 0 || command.Contains('\0', StringComparison.Ordinal)))
        {
            Add(found, "backend.command", command, "a path, or a program's name");
        }

        if (backend.Url is { } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/"))
        {
            Add(found, "backend.url", url, "an address such as http://host:8000, without a path");
        }

        if (backend.WorkingDirectory is { } directory && (!Path.IsPathRooted(directory) || directory.Contains('\0', StringComparison.Ordinal)))
        {
            Add(found, "backend.directory", directory, "an absolute path; a file of specs may say it relative to itself");
        }

        if (backend.ModelName is { } name)
        {
            Name(found, "backend.model", name, NameRules.IsModelName(name), NameRules.ModelRule);
        }

        foreach (var key in backend.Environment.Keys.Order(StringComparer.Ordinal))
        {
            if (key.Length == 0 || key.AsSpan().ContainsAny('=', '\0'))
            {
                Add(found, "backend.environment", key, "a variable's name without '='");
            }
            else if (key.StartsWith("KREWE_", StringComparison.Ordinal))
            {
                Add(found, "backend.environment", key, "a name that does not begin with KREWE_, which are the silo's own");
            }
        }

        Duration(found, "backend.startup_timeout", backend.StartupTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Duration(found, "backend.stop_grace", backend.StopGrace, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        WeightsRules.Validate(found, backend);
    }

    private static void Name(List<SpecProblem> found, string key, string? value, bool valid, string rule)
    {
        if (!valid)
        {
            Add(found, key, value ?? "", rule);
        }
    }

    internal static void Range(List<SpecProblem> found, string key, long value, long least, long most, Func<long, string>? format = null)
    {
        format ??= number => number.ToString(CultureInfo.InvariantCulture);
        if (value < least || value > most)
        {
            Add(found, key, format(value), $"{format(least)} to {format(most)}");
        }
    }

    private static void Bytes(List<SpecProblem> found, string key, long value, long least, long most) =>
        Range(found, key, value, least, most, SpecUnits.FormatBytes);

    internal static void Duration(List<SpecProblem> found, string key, TimeSpan value, TimeSpan least, TimeSpan most) =>
        Range(found, key, value.Ticks, least.Ticks, most.Ticks, ticks => SpecUnits.FormatDuration(TimeSpan.FromTicks(ticks)));

    internal static void Add(List<SpecProblem> found, string key, string value, string valid) =>
        found.Add(new SpecProblem(key, ErrorCodes.SpecInvalid, $"'{(value.Length > 100 ? value[..100] + "..." : value)}' is not valid; valid: {valid}"));
}
