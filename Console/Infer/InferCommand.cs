using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Naming;

namespace Krewe.Commands.Infer;

/// <summary><c>krewe infer</c>: one request of the Open Inference Protocol v2.</summary>
internal static class InferCommand
{
    private const int ShownValues = 16;

    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe infer digits --input samples/digits/three.json
        cat request.json | krewe infer acme/digits --input - -o json
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var model = new Argument<ModelName>("MODEL") { Description = "The model: [TENANT/]MODEL.", CustomParser = ModelName.Parse };
        var input = new Option<string>("--input", "-i") { Description = "The request as JSON; - for the standard input.", HelpName = "FILE", Required = true };
        var version = new Option<string?>("--model-version") { Description = "The version to ask; whichever is served when left out.", HelpName = "VERSION" };
        var command = new Command(
            "infer",
            "Send one inference request and print the answer. Ends with 2 when the cluster refuses it: overload, deadline, "
                + "not ready.")
        {
            model, input, version,
        };
        model.CompletionSources.Add(options.Complete(NameSource.Models, surroundings));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings, ownDeadline: true);
            var name = parsed.GetRequiredValue(model);
            var file = parsed.GetRequiredValue(input);
            var request = await InputFiles.ReadAsync(file, surroundings, cancellationToken);
            var body = name.Tenant == NameRules.Default ? request : AddTenant(request, name.Tenant, file);
            var answer = await call.AskAsync(
                "the answer of " + name.Model, limited => call.Inference.InferAsync(name.Model, parsed.GetValue(version), body, limited), cancellationToken);
            Print(answer, call.Format, surroundings);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The tenant stands among the request's parameters.</summary>
    private static byte[] AddTenant(byte[] request, string tenant, string file)
    {
        try
        {
            if (JsonNode.Parse(request) is JsonObject body && body["parameters"] is null or JsonObject)
            {
                ((JsonObject)(body["parameters"] ??= new JsonObject()))["tenant"] = tenant;
                return JsonSerializer.SerializeToUtf8Bytes(body);
            }
        }
        catch (JsonException exception)
        {
            throw Invalid(file, exception.Message);
        }

        throw Invalid(file, "it is no object with an object of parameters, where the tenant is to stand");
    }

    private static KreweException Invalid(string file, string why) =>
        new(new Problem { Code = ErrorCodes.FileUnreadable, Message = $"it is not a request: {why}; valid: JSON of the Open Inference Protocol v2", Where = file });

    private static void Print(byte[] answer, OutputFormat format, Surroundings surroundings)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(answer);
        }
        catch (JsonException exception)
        {
            throw new KreweException(ErrorCodes.AnswerMalformed, $"the answer is not JSON: {exception.Message}");
        }

        if (StructuredOutput.TryWrite(surroundings.Output, format, node))
        {
            return;
        }

        surroundings.Output.WriteLine($"model {Text(node?["model_name"])}, version {Text(node?["model_version"])}");
        var table = new TableWriter(surroundings, "OUTPUT", "DATATYPE", "SHAPE", "DATA");
        foreach (var output in node?["outputs"] as JsonArray ?? [])
        {
            table.Row(Text(output?["name"]), Text(output?["datatype"]), output?["shape"]?.ToJsonString() ?? "", Data(output?["data"]));
        }

        table.Write();
    }

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private static string Data(JsonNode? data)
    {
        var values = Flatten(data).Take(ShownValues + 1).ToArray();
        return string.Join(' ', values.Take(ShownValues)) + (values.Length > ShownValues ? " ..." : "");
    }

    private static IEnumerable<string> Flatten(JsonNode? data) =>
        data is JsonArray list ? list.SelectMany(Flatten) : [data is null ? "null" : data.ToString()];
}
