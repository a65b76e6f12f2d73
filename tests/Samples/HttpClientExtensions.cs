using System.Net;
using System.Text;
using System.Text.Json;

namespace Krewe.Samples.Tests;

/// <summary>Short forms for tests.</summary>
internal static class HttpClientExtensions
{
    /// <summary>Sends a request and reads a JSON answer.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> SendJsonAsync(
        this HttpClient client, HttpMethod method, string path, byte[]? body = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }

    /// <summary>GET.</summary>
    public static Task<(HttpStatusCode Status, JsonElement Answer)> GetJsonAsync(this HttpClient client, string path) =>
        client.SendJsonAsync(HttpMethod.Get, path);

    /// <summary>POST.</summary>
    public static Task<(HttpStatusCode Status, JsonElement Answer)> PostJsonAsync(this HttpClient client, string path, string body) =>
        client.SendJsonAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body));

    /// <summary>The data of an output.</summary>
    public static float[] Output(this JsonElement answer, string name) =>
        [.. answer.GetProperty("outputs").EnumerateArray().Single(output => output.GetProperty("name").GetString() == name)
            .GetProperty("data").EnumerateArray().Select(value => value.GetSingle())];
}
