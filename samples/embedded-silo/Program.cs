// An ASP.NET application with a whole silo inside: its own routes ask models in this process, others ask them over /v2.
//   dotnet run --project samples/embedded-silo -- --urls http://127.0.0.1:8085
using Krewe.Client;
using Krewe.Client.Inference;
using Krewe.Errors;
using Krewe.Silo.Embedding;

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddKreweSilo(silo =>
{
    silo.DataDirectory = builder.Configuration["data"];
    silo.ModelFiles.Add("linear.yaml");
});
builder.Services.AddKrewe();
builder.Services.AddHealthChecks().AddKrewe(["linear"]);

WebApplication app = builder.Build();
app.MapKreweSilo();
app.MapHealthChecks("/healthz");
app.MapGet("/double-plus-one", async (float x, IKreweClient krewe, CancellationToken cancellationToken) =>
{
    try
    {
        InferResult answer = await krewe.InferAsync(new InferRequest("linear", InferInput.Create("x", [x])), cancellationToken);
        return Results.Ok(new { x, y = answer.Read<float>("y").Span[0] });
    }
    catch (KreweException exception)
    {
        return Results.Problem(exception.Problem.ToString(), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
});
await app.RunAsync();
