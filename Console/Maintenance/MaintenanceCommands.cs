using System.CommandLine;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;

namespace Krewe.Commands.Maintenance;

/// <summary>The verbs that take hosts and devices out of service and back.</summary>
internal static class MaintenanceCommands
{
    /// <summary>For the help of <c>drain</c>.</summary>
    public const string DrainExamples = """
        krewe drain host-a
        krewe drain host-a --force --wait 0
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
        "drain", "Give a host no new leases and replace what runs there. " + HowItEnds, HostArgument(options, surroundings), HostAsync, options, surroundings);

    public static Command Undrain(GlobalOptions options, Surroundings surroundings) => Return(
        "undrain", "Let a host take leases again.", HostArgument(options, surroundings), HostAsync, options, surroundings);

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
        Surroundings surroundings)
    {
        var force = new Option<bool>("--force") { Description = "Also when replicas have no other place: those stay and serve, the others are replaced." };
        var wait = new WaitOption("nothing is leased there any more");
        var command = new Command(verb, description) { name, force };
        wait.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
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
        Surroundings surroundings)
    {
        var command = new Command(verb, description) { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var target = await find(call, parsed.GetRequiredValue(name), cancellationToken);
            return await new Maintenance(call, target).ReturnAsync(cancellationToken);
        });
        return command;
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
