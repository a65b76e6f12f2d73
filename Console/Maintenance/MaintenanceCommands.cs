using System.CommandLine;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Regions;

namespace Krewe.Commands.Maintenance;

/// <summary>The verbs that take hosts and devices out of service and back.</summary>
internal static class MaintenanceCommands
{
    /// <summary>For the help of <c>drain</c>.</summary>
    public const string DrainExamples = """
        krewe drain host-a
        krewe drain host-a --force --wait 0
        krewe drain --region eu
        """;

    /// <summary>For the help of <c>cordon</c>.</summary>
    public const string CordonExamples = """
        krewe cordon host-a/GPU-6f1c
        krewe uncordon host-a/GPU-6f1c
        """;

    /// <summary>For the help of <c>clear</c>.</summary>
    public const string ClearExamples = """
        krewe clear host-a/GPU-6f1c
        krewe clear GPU-6f1c -o json
        """;

    private const string HowItEnds = "Each replica there is replaced, start before stop; when one has no other place, nothing is changed and the "
        + "reasons are told. Ends with 2 when it is refused or not empty in time.";

    public static Command Drain(GlobalOptions options, Surroundings surroundings) => Leave(
        "drain",
        "Give a host no new leases and replace what runs there. " + HowItEnds + " With --region: have a region's models served in others, as their specs allow; models that "
            + "may not leave stay and are told, and it ends with 2.",
        HostArgument(options, surroundings), HostAsync, options, surroundings, RegionOption(options, surroundings));

    public static Command Undrain(GlobalOptions options, Surroundings surroundings) => Return(
        "undrain", "Let a host take leases again, or a region have its models back.", HostArgument(options, surroundings), HostAsync, options, surroundings, RegionOption(options, surroundings));

    public static Command Cordon(GlobalOptions options, Surroundings surroundings) => Leave(
        "cordon", "Give a device no new leases and replace what uses it. " + HowItEnds, DeviceArgument(options, surroundings), DeviceFinder.FindAsync, options, surroundings);

    public static Command Uncordon(GlobalOptions options, Surroundings surroundings) => Return(
        "uncordon", "Let a device take leases again.", DeviceArgument(options, surroundings), DeviceFinder.FindAsync, options, surroundings);

    public static Command Clear(GlobalOptions options, Surroundings surroundings)
    {
        var name = DeviceArgument(options, surroundings);
        var command = new Command(
            "clear",
            "Forget the faults of a device that stay until a reset shows, such as an XID: it was repaired, or is to serve all the same. What its driver goes on "
                + "saying of it stays, and ends with 2 while it keeps the device from work.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            return await DeviceClearer.RunAsync(call, await DeviceFinder.FindAsync(call, parsed.GetRequiredValue(name), cancellationToken), cancellationToken);
        });
        return command;
    }

    private static Command Leave(
        string verb,
        string description,
        Argument<string> name,
        Func<Call, string, CancellationToken, Task<MaintenanceTarget>> find,
        GlobalOptions options,
        Surroundings surroundings,
        Option<string?>? region = null)
    {
        var force = new Option<bool>("--force") { Description = "Also when replicas have no other place: those stay and serve, the others are replaced." };
        var wait = new WaitOption("nothing is leased there any more");
        var command = WithRegion(new Command(verb, description) { name, force }, name, region);
        wait.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            if (region is not null && parsed.GetValue(region) is { } whole)
            {
                return await new RegionMaintainer(call, whole).LeaveAsync(wait.Of(parsed, RegionMaintainer.Patience), cancellationToken);
            }

            var target = await find(call, parsed.GetRequiredValue(name), cancellationToken);
            return await new Maintenance(call, target).LeaveAsync(parsed.GetValue(force), wait.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static Command Return(
        string verb,
        string description,
        Argument<string> name,
        Func<Call, string, CancellationToken, Task<MaintenanceTarget>> find,
        GlobalOptions options,
        Surroundings surroundings,
        Option<string?>? region = null)
    {
        var command = WithRegion(new Command(verb, description) { name }, name, region);
        var wait = new WaitOption("requests have returned, with --region");
        if (region is not null)
        {
            wait.AddTo(command);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            if (region is not null && parsed.GetValue(region) is { } whole)
            {
                return await new RegionMaintainer(call, whole).ReturnAsync(wait.Of(parsed, RegionMaintainer.Patience), cancellationToken);
            }

            var target = await find(call, parsed.GetRequiredValue(name), cancellationToken);
            return await new Maintenance(call, target).ReturnAsync(cancellationToken);
        });
        return command;
    }

    /// <summary>Either a host or a region.</summary>
    private static Command WithRegion(Command command, Argument<string> name, Option<string?>? region)
    {
        if (region is not null)
        {
            name.Arity = ArgumentArity.ZeroOrOne;
            command.Add(region);
            command.Validators.Add(result =>
            {
                if (result.GetResult(region) is null == (result.GetResult(name) is not { Tokens.Count: > 0 }))
                {
                    result.AddError("name one host, or a region with --region.");
                }
            });
        }

        return command;
    }

    private static Option<string?> RegionOption(GlobalOptions options, Surroundings surroundings)
    {
        var region = new Option<string?>("--region") { Description = "A whole region instead of a host. Waits for 5m unless --wait says otherwise.", HelpName = "REGION" };
        region.CompletionSources.Add(options.Complete(NameSource.Regions, surroundings));
        return region;
    }

    private static Argument<string> HostArgument(GlobalOptions options, Surroundings surroundings)
    {
        var host = new Argument<string>("HOST") { Description = "The host." };
        host.CompletionSources.Add(options.Complete(NameSource.Hosts, surroundings));
        return host;
    }

    private static Argument<string> DeviceArgument(GlobalOptions options, Surroundings surroundings)
    {
        var device = new Argument<string>("DEVICE") { Description = "The device: HOST/DEVICE, or DEVICE where only one host has it." };
        device.CompletionSources.Add(options.Complete(NameSource.Devices, surroundings));
        return device;
    }

    private static Task<MaintenanceTarget> HostAsync(Call call, string name, CancellationToken cancellationToken) =>
        Task.FromResult(new MaintenanceTarget(name, null));
}
