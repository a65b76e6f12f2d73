using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Krewe.Silo.Backends.Weights.Fetching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krewe.Silo.Tests.Backends.Weights;

/// <summary>Over real connections, and from real files.</summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of IAsyncLifetime disposes of it.")]
public sealed class WeightsSourceTests : IAsyncLifetime
{
    private static readonly byte[] Bytes = WeightsFixture.Content("http", 100_000);

    private readonly WeightsSource _source = new();
    private WebApplication _server = null!;
    private RequestDelegate _answer = ServeAsync;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(context => _answer(context));
        await _server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _source.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99_999)]
    public async Task Open_Address_ReadsFromThere(int from)
    {
        var (bytes, begin, length) = await ReadAsync(from);

        Assert.Equal((from, Bytes.Length), (begin, length));
        Assert.Equal(Bytes[from..], bytes);
    }

    [Fact]
    public async Task Open_ShorterThanWhatIsThere_BeginsAnew()
    {
        var (bytes, begin, _) = await ReadAsync(200_000);

        Assert.Equal(0, begin);
        Assert.Equal(Bytes, bytes);
    }

    [Fact]
    public async Task Open_ServerIgnoresRanges_BeginsAnew()
    {
        _answer = context => context.Response.Body.WriteAsync(Bytes).AsTask();

        var (bytes, begin, length) = await ReadAsync(500);

        Assert.Equal(0, begin);
        Assert.Null(length); // chunked
        Assert.Equal(Bytes, bytes);
    }

    [Theory]
    [InlineData(404, false)]
    [InlineData(403, false)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(429, true)]
    public async Task Open_OtherStatus_SaysWhetherItMayPass(int status, bool passing)
    {
        _answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        var refusal = await Assert.ThrowsAsync<WeightsSourceException>(() => ReadAsync(0));

        Assert.Equal(passing, refusal.IsPassing);
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AnotherRangeThanAsked_IsRefused()
    {
        _answer = context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 7-9/100000";
            return context.Response.Body.WriteAsync(Bytes.AsMemory(7, 3)).AsTask();
        };

        await Assert.ThrowsAsync<WeightsSourceException>(() => ReadAsync(500));
    }

    [Fact]
    public async Task Open_NobodyListens_MayPass()
    {
        await _server.StopAsync();

        Assert.True((await Assert.ThrowsAsync<WeightsSourceException>(() => ReadAsync(0))).IsPassing);
    }

    [Fact]
    public async Task Open_ConnectionIsCut_TheReadFails()
    {
        _answer = async context =>
        {
            context.Response.ContentLength = Bytes.Length;
            await context.Response.Body.WriteAsync(Bytes.AsMemory(0, 10_000));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(0));
    }

    [Fact]
    public async Task Open_File_ReadsFromThereOrSaysWhyNot()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Bytes);
            foreach (var source in (string[])[path, new Uri(path).AbsoluteUri])
            {
                await using var opened = await _source.OpenAsync(source, 99_000, CancellationToken.None);
                Assert.Equal((99_000L, (long?)Bytes.Length), (opened.From, opened.Length));
            }
        }
        finally
        {
            File.Delete(path);
        }

        Assert.False((await Assert.ThrowsAsync<WeightsSourceException>(() => _source.OpenAsync(path, 0, CancellationToken.None))).IsPassing);
        Assert.False((await Assert.ThrowsAsync<WeightsSourceException>(() => _source.OpenAsync(Path.GetTempPath(), 0, CancellationToken.None))).IsPassing);
    }

    private static Task ServeAsync(HttpContext context) =>
        Results.Bytes(Bytes, "application/octet-stream", enableRangeProcessing: true).ExecuteAsync(context);

    private async Task<(byte[] Bytes, long Begin, long? Length)> ReadAsync(long from)
    {
        var address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using var opened = await _source.OpenAsync(address + "/w", from, CancellationToken.None);
        using var copy = new MemoryStream();
        await opened.Content.CopyToAsync(copy);
        return (copy.ToArray(), opened.From, opened.Length);
    }
}
