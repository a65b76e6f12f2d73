using System.Collections.Immutable;
using Krewe.Admin.History;

namespace Krewe.Commands.Top;

/// <summary>How a model did in the last seconds, oldest first; null where nothing is known.</summary>
internal sealed record ModelSeries
{
    public const int Seconds = 120;

    public static ModelSeries Empty { get; } = new();

    /// <summary>Requests that ended, a second.</summary>
    public ImmutableArray<double?> Rate { get; init; } = [];

    /// <summary>Requests waiting, of all classes.</summary>
    public ImmutableArray<double?> Queue { get; init; } = [];

    /// <summary>99th percentile of the latency, in seconds.</summary>
    public ImmutableArray<double?> P99 { get; init; } = [];

    /// <summary>One second more.</summary>
    public ModelSeries Add(LiveModel model) => new()
    {
        Rate = Add(Rate, model.Requests),
        Queue = Add(Queue, model.Waiting.IsDefaultOrEmpty ? null : model.Waiting.Sum()),
        P99 = Add(P99, model.P99?.TotalSeconds),
    };

    /// <summary>A second of which nothing is known.</summary>
    public ModelSeries AddGap() => new() { Rate = Add(Rate, null), Queue = Add(Queue, null), P99 = Add(P99, null) };

    /// <summary>What the silos had kept.</summary>
    public static ModelSeries Of(ModelHistory history)
    {
        var rate = new double?[history.Completed.Length];
        foreach (var column in new[] { history.Completed, history.Invalid, history.Refused, history.Expired, history.Failed, history.Cancelled })
        {
            Sum(rate, column);
        }

        var queue = new double?[history.WaitingCritical.Length];
        foreach (var column in new[] { history.WaitingCritical, history.WaitingStandard, history.WaitingBatch })
        {
            Sum(queue, column);
        }

        return new ModelSeries { Rate = Last(rate), Queue = Last(queue), P99 = Last([.. history.P99]) };
    }

    private static void Sum(double?[] into, ImmutableArray<int?> column)
    {
        for (var i = 0; i < Math.Min(into.Length, column.Length); i++)
        {
            into[i] = column[i] is { } value ? (into[i] ?? 0) + value : into[i];
        }
    }

    private static ImmutableArray<double?> Last(double?[] values) => [.. values.Skip(Math.Max(0, values.Length - Seconds))];

    private static ImmutableArray<double?> Add(ImmutableArray<double?> values, double? value) =>
        values.Length < Seconds ? values.Add(value) : values.RemoveAt(0).Add(value);
}
