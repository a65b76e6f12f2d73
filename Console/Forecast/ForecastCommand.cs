using System.CommandLine;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Commands.Watching;
using Krewe.Forecasting;
using Krewe.Specs;

namespace Krewe.Commands.Forecast;

/// <summary><c>krewe forecast</c>: what a model's demand was and will be.</summary>
internal static class ForecastCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe forecast digits
        krewe forecast acme/chat@eu-west --horizon 24h --history 168h -o json
        """;

    private const string DefaultHorizon = "1h";
    private const string DefaultHistory = "2h";

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var model = new Argument<ModelName>("MODEL") { Description = ModelName.Help, CustomParser = ModelName.Parse };
        var horizon = Duration("--horizon", $"How far ahead, 1m to 24h. [default: {DefaultHorizon}]", ForecastQuery.LeastHorizon, ForecastQuery.MostHorizon);
        var history = Duration("--history", $"How far back, up to 240h. [default: {DefaultHistory}]", TimeSpan.Zero, ForecastQuery.MostHistory);
        var watch = new WatchOptions();
        var command = new Command("forecast", "Show the requests that a model got and is expected to get, with the band in which nine of ten minutes are expected.")
        {
            model,
            horizon,
            history,
        };
        model.CompletionSources.Add(options.Complete(NameSource.Models, surroundings));
        watch.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var name = parsed.GetRequiredValue(model);
            var view = new View<ForecastView>(
                "the forecast of " + name,
                limited => call.Silo.GetForecastAsync(name.Tenant, name.Model, name.Region, parsed.GetValue(horizon), parsed.GetValue(history), limited),
                ForecastText.Write,
                _ => ExitCode.Done);
            return await Views.ShowAsync(call, view, watch.Interval(parsed), cancellationToken);
        });
        return command;
    }

    private static Option<TimeSpan?> Duration(string name, string description, TimeSpan least, TimeSpan most) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var value = DurationArgument.Parse(result, least);
            if (value > most)
            {
                result.AddError($"'{result.Tokens[0].Value}' is not valid for {name}; valid: at most {SpecUnits.FormatDuration(most)}.");
            }

            return value;
        },
    };
}
