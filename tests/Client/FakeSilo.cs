using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Krewe.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.Client.Tests;

/// <summary>A silo's HTTP side in this process: answers what the test says, and keeps what it was asked.</summary>
internal sealed class FakeSilo : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, Func<FakeRequest, FakeAnswer>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FakeRequest> _requests = new();

    private FakeSilo(WebApplication application) => _application = application;

    public string Address => _application.Urls.Single();

    public IReadOnlyCollection<FakeRequest> Requests => _requests;

    public static async Task<FakeSilo> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var silo = new FakeSilo(application);
        application.Run(silo.AnswerAsync);
        await application.StartAsync();
        return silo;
    }

    /// <summary>Answers an object as the admin API's JSON.</summary>
    /// <param name="route">Method and path, with its query: <c>GET /admin/v1/status</c>.</param>
    /// <param name="body">The object.</param>
    /// <param name="status">The status.</param>
    public void Answer(string route, object body, int status = 200) => Answer(route, _ => Json(body, status));

    public void Answer(string route, Func<FakeRequest, FakeAnswer> answer) => _answers[route] = answer;

    public static FakeAnswer Json(object body, int status = 200) => new(status, JsonSerializer.Serialize(body, KreweJson.Options));

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = new FakeRequest(
            $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}",
            context.Request.ContentType,
            context.Request.Headers.Authorization.ToString(),
            await reader.ReadToEndAsync(),
            context.Request.Headers["Last-Event-ID"].ToString());
        _requests.Enqueue(request);
        var answer = _answers.TryGetValue(request.Route, out var found)
            ? found(request)
            : new FakeAnswer(404, """{"error":"KRW1112: there is nothing at this path"}""");
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.Incomplete is { } missing)
        {
            context.Response.Headers["Krewe-Incomplete"] = missing;
        }

        if (answer.Body.Length > 0)
        {
            await context.Response.WriteAsync(answer.Body);
        }
    }
}

internal sealed record FakeRequest(
    string Route,
    string? ContentType,
    string Authorization,
    string Body,
    string LastEventId);

internal sealed record FakeAnswer(int Status, string Body, string ContentType = "application/json")
{
    /// <summary>Who did not answer, for the header that says so.</summary>
    public string? Incomplete { get; init; }
}
