// Asks the model that comes with Krewe which digit this is. Start a silo first: dotnet run --project Silo
using Krewe.Client;
using Krewe.Client.Inference;
using Krewe.Errors;
using Krewe.Specs;

float[] pixels =
[
    0, 1, 12, 16, 10, 0, 0, 0,
    0, 7, 11, 7, 14, 1, 0, 0,
    0, 2, 2, 3, 14, 0, 0, 0,
    0, 0, 3, 14, 6, 0, 0, 0,
    0, 0, 12, 16, 16, 6, 0, 0,
    0, 0, 2, 0, 5, 15, 6, 0,
    0, 1, 11, 4, 4, 13, 8, 0,
    0, 2, 14, 16, 16, 13, 1, 0,
];

using var client = new KreweClient(new KreweOptions { Addresses = { new Uri(args is [var address] ? address : "http://127.0.0.1:8080") } });
try
{
    ModelMetadata model = await client.GetModelMetadataAsync("digits");
    Console.WriteLine($"digits takes {string.Join(", ", model.Inputs.Select(input => $"{input.Name} {input.Datatype} [{string.Join(',', input.Shape)}]"))}");

    InferResult answer = await client.InferAsync(new InferRequest("digits", InferInput.Create("image", pixels, 1, 64))
    {
        Class = ServiceClass.Critical,
        Deadline = TimeSpan.FromSeconds(10),
        Outputs = ["label"],
    });
    Console.WriteLine($"it is a {answer.Read<long>("label").Span[0]}, says version {answer.Version}, asked {answer.Attempts} time(s)");
    return 0;
}
catch (KreweException exception)
{
    Console.Error.WriteLine($"{exception.Problem}. {exception.Problem.Next}");
    return 1;
}
