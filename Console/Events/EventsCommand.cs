using System.CommandLine;
using System.Reflection;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Events;
using Krewe.Naming;

namespace Krewe.Commands.Events;

/// <summary><c>krewe events</c>: what was decided and seen in the cluster, with the reasons.</summary>
internal static class EventsCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe events
        krewe events --kind placement.refused -o wide
        krewe events --model acme/digits --follow
        """;

    private const int MaxEvents = 1_000;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var model = new Option<ModelName?>("--model") { Description = "Only those that concern this model: [TENANT/]MODEL[@REGION].", HelpName = "MODEL", CustomParser = ModelName.Parse };
        model.CompletionSources.Add(options.Complete(NameSource.Models, surroundings));
        var host = new Option<string?>("--host") { Description = "Only those that concern this host.", HelpName = "HOST" };
        host.CompletionSources.Add(options.Complete(NameSource.Hosts, surroundings));
        var kind = new Option<string?>("--kind") { Description = "Only those of this kind, such as replica.ready, or of a group, such as replica.", HelpName = "KIND" };
        kind.CompletionSources.Add(_ => Kinds());
        var limit = new Option<int?>("--limit", "-n") { Description = "How many of the newest, 1 to 1000. [default: 100]", HelpName = "N", CustomParser = new NumberRange(1, MaxEvents).Parse };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with new events until Ctrl+C." };
        var command = new Command("events", "List what was decided and seen in the cluster, oldest first. -o wide adds the reasons and what was decided from.")
        {
            model, host, kind, limit, follow,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var filter = new EventFilter
            {
                Model = await KeyAsync(call, parsed.GetValue(model), cancellationToken),
                Host = parsed.GetValue(host),
                Kind = parsed.GetValue(kind),
            };
            var writer = new EventWriter(call.Format, surroundings);
            if (parsed.GetValue(follow))
            {
                return await new EventFollower(call, filter, writer).FollowAsync(parsed.GetValue(limit), cancellationToken);
            }

            var view = new View<EventPage>(
                "the events",
                limited => call.Silo.GetEventsAsync(filter, after: null, parsed.GetValue(limit), limited),
                (page, _) => writer.WriteTable(page),
                _ => ExitCode.Done);
            return await Views.ShowAsync(call, view, interval: null, cancellationToken);
        });
        return command;
    }

    /// <summary>The words that the cluster uses.</summary>
    internal static IEnumerable<string> Kinds() =>
        typeof(EventKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);

    private static async Task<ModelKey?> KeyAsync(Call call, ModelName? name, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            return null;
        }

        // A key names its region: without one it is that of the silo that is asked.
        var region = name.Region ?? (await call.AskAsync("the status", limited => call.Silo.GetStatusAsync(limited), cancellationToken)).Region;
        call.TakeMissing();
        return new ModelKey(name.Tenant, name.Model, region);
    }
}
