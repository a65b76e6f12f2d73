using System.CommandLine;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Hosts;

namespace Krewe.Commands.Maintenance;

/// <summary><c>krewe notice HOST [--in TIME]</c>.</summary>
internal static class NoticeCommand
{
    /// <summary>For the help.</summary>
    public const string Examples = """
        krewe notice host-a
        krewe notice host-a --in 30s --reason "spot machine is taken back"
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var host = new Argument<string>("HOST") { Description = "The host." };
        host.CompletionSources.Add(options.Complete(NameSource.Hosts, surroundings));
        var time = new Option<TimeSpan?>("--in")
        {
            Description = "In how long the machine goes, such as 30s or 5m. [default: 2m]",
            HelpName = "TIME",
            CustomParser = result => DurationArgument.Parse(result, TimeSpan.FromSeconds(1)),
        };
        var reason = new Option<string?>("--reason") { Description = "Who says so and why; for people.", HelpName = "TEXT" };
        var wait = new WaitOption("nothing is leased there any more");
        var command = new Command(
            "notice",
            "Say that a machine goes away by itself, as spot machines do: it gets no new leases, all that runs there moves at once, the most important first, "
                + "and has ended before. Less important replicas elsewhere make room. 'krewe undrain' takes it back. Ends with 2 when it is not empty in time.") { host, time, reason };
        wait.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var notice = new NoticeRequest { Seconds = (parsed.GetValue(time) ?? TimeSpan.FromMinutes(2)).TotalSeconds, Reason = parsed.GetValue(reason) ?? "" };
            return await new Maintenance(call, new MaintenanceTarget(parsed.GetRequiredValue(host), null)).NoticeAsync(notice, wait.Of(parsed), cancellationToken);
        });
        return command;
    }
}
