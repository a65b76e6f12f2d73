using System.Globalization;
using System.Text;
using Krewe.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Krewe.Bench.RequestPath.Servers;

/// <summary>A model server that reads a request, sleeps, and answers always the same: what is left is the price of the way to it.</summary>
internal static class SleepServer
{
    public const string Name = "sleep-server";

    private const string Listening = "listening at ";

    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        """{"model_name":"sleep","model_version":"1","outputs":[{"name":"y","shape":[1,10],"datatype":"FP32","data":[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1.0]}]}""");

    private static readonly byte[] Metadata = Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"name":"sleep","versions":["1"],"platform":"bench","inputs":[{"name":"x","datatype":"FP32","shape":[1,-1]}],"outputs":[{"name":"y","datatype":"FP32","shape":[1,10]}]}"""));

    /// <summary>The process' side.</summary>
    /// <param name="milliseconds">How long each answer sleeps.</param>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    public static async Task<int> RunAsync(int milliseconds, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        await using var application = builder.Build();
        application.Run(context => AnswerAsync(context, milliseconds));
        await application.StartAsync();
        Console.WriteLine(Listening + application.Urls.Single());
        await application.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Starts the process; gives it with its address.</summary>
    public static async Task<(RunningProgram Program, Uri Address)> StartAsync(int milliseconds)
    {
        var program = RunningProgram.StartDotnet(
            typeof(SleepServer).Assembly.Location, [Name, milliseconds.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string> { ["DOTNET_gcServer"] = "0" });
        var line = await program.WaitForLineAsync(line => line.StartsWith(Listening, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        return (program, new Uri(line[Listening.Length..]));
    }

    private static async Task AnswerAsync(HttpContext context, int milliseconds)
    {
        var body = Metadata;
        if (context.Request.Path.Value!.EndsWith("/infer", StringComparison.Ordinal))
        {
            body = Answer;
            var reader = context.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync();
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }

            if (milliseconds > 0)
            {
                await Task.Delay(milliseconds);
            }
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body);
    }
}
