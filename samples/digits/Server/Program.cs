using System.Net;
using Digits.Server;
using Digits.Server.Http;

try
{
    ServerOptions options = ServerOptions.Parse(args, Environment.GetEnvironmentVariable("PORT"));

    // The model loads while the web server is put together; the port opens when both are done, so that an open port means ready.
    Task<DigitModel> loading = Task.Run(() => DigitModel.Load(options.Weights));
    WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
    builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = DigitModel.MaxBodyBytes;
        kestrel.Listen(IPAddress.Loopback, options.Port);
    });
    // Long enough for requests that run; a caller that only holds its connection open does not delay the end.
    builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(700));
    await using WebApplication app = builder.Build();
    app.Run(new RequestHandler(await loading).HandleAsync);
    await app.StartAsync();
    Console.WriteLine($"listening on {app.Urls.First()}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine($"{e.Message}\n{ServerOptions.Usage}");
    return 2;
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
