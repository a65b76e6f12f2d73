using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Krewe.Testing.Processes;

namespace Krewe.Testing.Load;

/// <summary>Clients that each send one request after the other, and check every answer.</summary>
public static class LoadGenerator
{
    /// <summary>The digits that are sent, each with its right label.</summary>
    private static readonly (byte[] Body, int Label)[] Requests = ReadRequests();

    /// <summary>Sends requests for a while.</summary>
    /// <param name="http">A client whose base address is the silo.</param>
    /// <param name="clients">How many at once.</param>
    /// <param name="duration">For how long new requests are begun.</param>
    /// <param name="accepts">Says of a failure whether it is one; null: every answer but 200 with the right label is.</param>
    public static async Task<LoadResult> RunAsync(HttpClient http, int clients, TimeSpan duration, Func<int, string, bool>? accepts = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        var failures = new ConcurrentQueue<string>();
        var latencies = new LatencyHistogram();
        var completed = 0L;
        var refused = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var i = client; watch.Elapsed < duration; i++)
            {
                var (body, label) = Requests[i % Requests.Length];
                var begun = Stopwatch.GetTimestamp();
                try
                {
                    using var content = new ByteArrayContent(body);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    using var response = await http.PostAsync(new Uri("/v2/models/digits/infer", UriKind.Relative), content);
                    var text = await response.Content.ReadAsStringAsync();
                    latencies.Record(Stopwatch.GetElapsedTime(begun));
                    if ((int)response.StatusCode == 200 && ReadLabel(text) == label)
                    {
                        Interlocked.Increment(ref completed);
                    }
                    else if (accepts?.Invoke((int)response.StatusCode, text) == true)
                    {
                        Interlocked.Increment(ref refused);
                    }
                    else
                    {
                        failures.Enqueue($"{(int)response.StatusCode}: {text}");
                    }
                }
                catch (Exception exception)
                {
                    failures.Enqueue(exception.Message);
                }
            }
        })));
        return new LoadResult(completed, refused, [.. failures], latencies);
    }

    private static int ReadLabel(string text)
    {
        using var answer = JsonDocument.Parse(text);
        return answer.RootElement.GetProperty("outputs").EnumerateArray()
            .First(output => output.GetProperty("name").GetString() == "label").GetProperty("data")[0].GetInt32();
    }

    /// <summary>samples/digits/ten.json holds one digit of each class, in order.</summary>
    private static (byte[] Body, int Label)[] ReadRequests()
    {
        using var ten = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "digits", "ten.json")));
        var pixels = Flatten(ten.RootElement.GetProperty("inputs")[0].GetProperty("data")).ToArray();
        return [.. pixels.Chunk(64).Select((digit, label) => (
            JsonSerializer.SerializeToUtf8Bytes(new { inputs = new[] { new { name = "image", shape = new[] { 1, 64 }, datatype = "FP32", data = digit } } }), label))];
    }

    private static IEnumerable<double> Flatten(JsonElement data) =>
        data.EnumerateArray().SelectMany(element => element.ValueKind == JsonValueKind.Array ? Flatten(element) : [element.GetDouble()]);
}
