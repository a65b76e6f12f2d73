using System.Buffers;
using System.Text.Json;

namespace Krewe.Silo.Front.Statistics;

/// <summary>
/// Writes the answer of the statistics extension. Model servers are processes of their own that get and give whole messages, so the time
/// with them is one figure, <c>compute_infer</c>; what Triton splits off as input and output is counted with no time, and so is its cache.
/// </summary>
internal static class StatisticsWriter
{
    public static void Write(IBufferWriter<byte> output, IEnumerable<(string Model, string Version, StatisticsSnapshot Statistics)> all)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartArray("model_stats"u8);
        foreach (var (model, version, statistics) in all)
        {
            Write(json, model, version, statistics);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string model, string version, in StatisticsSnapshot statistics)
    {
        var nothing = new DurationSum(statistics.Success.Count, 0);
        json.WriteStartObject();
        json.WriteString("name"u8, model);
        json.WriteString("version"u8, version);
        json.WriteNumber("last_inference"u8, statistics.LastInference);
        json.WriteNumber("inference_count"u8, statistics.Success.Count);
        json.WriteNumber("execution_count"u8, statistics.Executions);
        json.WriteStartObject("inference_stats"u8);
        Write(json, "success"u8, statistics.Success);
        Write(json, "fail"u8, statistics.Failure);
        Write(json, "queue"u8, statistics.Queue);
        Write(json, "compute_input"u8, nothing);
        Write(json, "compute_infer"u8, statistics.Compute);
        Write(json, "compute_output"u8, nothing);
        Write(json, "cache_hit"u8, default);
        Write(json, "cache_miss"u8, default);
        json.WriteEndObject();
        json.WriteStartObject("response_stats"u8);
        json.WriteEndObject();
        json.WriteStartArray("batch_stats"u8);
        if (statistics.Success.Count > 0)
        {
            json.WriteStartObject();
            json.WriteNumber("batch_size"u8, 1);
            Write(json, "compute_input"u8, nothing);
            Write(json, "compute_infer"u8, statistics.Compute);
            Write(json, "compute_output"u8, nothing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("memory_usage"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DurationSum sum)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count"u8, sum.Count);
        json.WriteNumber("ns"u8, sum.Nanoseconds);
        json.WriteEndObject();
    }
}
