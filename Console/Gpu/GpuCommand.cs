using System.CommandLine;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Nvml;

namespace Krewe.Commands.Gpu;

/// <summary><c>krewe gpu</c>: the GPUs of this machine, read here and now, without a silo.</summary>
internal static class GpuCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe gpu list
        krewe gpu list -o json
        krewe gpu watch --interval 500ms
        krewe gpu dump
        krewe gpu events -o json
        """;

    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(100);

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var library = new Option<string?>("--library")
        {
            Description = "The file of NVIDIA's management library. [default: where drivers put it]",
            HelpName = "FILE",
            Recursive = true,
        };
        var command = new Command("gpu", "Show the NVIDIA GPUs of this machine, without a silo.") { library };
        command.Add(List(options, surroundings, library));
        command.Add(Watch(options, surroundings, library));
        command.Add(Dump(options, surroundings, library));
        command.Add(Events(options, surroundings, library));
        command.SetAction(parsed => HelpText.Write(parsed, surroundings));
        return command;
    }

    private static Command List(GlobalOptions options, Surroundings surroundings, Option<string?> library)
    {
        var command = new Command("list", "Show all GPUs, their MIG devices and processes once. -o wide has more columns.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            using var reader = new GpuReader(parsed.GetValue(library), DefaultInterval);
            return await Views.ShowAsync(call, ViewOf(call, reader), interval: null, cancellationToken);
        });
        return command;
    }

    private static Command Watch(GlobalOptions options, Surroundings surroundings, Option<string?> library)
    {
        var interval = new Option<TimeSpan?>("--interval")
        {
            Description = "How often, such as 500ms or 10s; at least 100ms. [default: 1s]",
            HelpName = "TIME",
            CustomParser = result => DurationArgument.Parse(result, LeastInterval),
        };
        var command = new Command("watch", "Show all GPUs again and again until Ctrl+C.") { interval };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var every = parsed.GetValue(interval) ?? DefaultInterval;
            using var reader = new GpuReader(parsed.GetValue(library), every);
            return await Views.ShowAsync(call, ViewOf(call, reader), every, cancellationToken);
        });
        return command;
    }

    private static Command Dump(GlobalOptions options, Surroundings surroundings, Option<string?> library)
    {
        var command = new Command("dump", "Print every quantity that the driver gives of each device, with its code and the time that it took.");
        command.SetAction((parsed, _) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var code = NvmlLibrary.TryLoad(new NvmlLoadOptions { Path = parsed.GetValue(library) }, out var opened, out var problem);
            if (code != NvmlReturn.Success)
            {
                throw GpuReader.Unreadable(problem);
            }

            using (opened)
            {
                var view = new View<IReadOnlyList<GpuFact>>("the quantities", _ => Task.FromResult(GpuDump.Read(opened!)), GpuDump.Draw, _ => ExitCode.Done);
                Views.Print(call, view, GpuDump.Read(opened!), surroundings);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Events(GlobalOptions options, Surroundings surroundings, Option<string?> library)
    {
        var command = new Command("events", "Tell of XID errors, lost and returned GPUs and MIG changes as they come, until Ctrl+C. JSON: one object a line.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            using var reader = new GpuReader(parsed.GetValue(library), DefaultInterval);
            await reader.ReadyAsync(cancellationToken);
            try
            {
                await foreach (var happened in reader.Poller.Events.ReadAllAsync(cancellationToken))
                {
                    Write(call, happened);
                }
            }
            catch (OperationCanceledException)
            {
                // Its normal end.
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static View<GpuMachine> ViewOf(Call call, GpuReader reader) => new(
        "the GPUs", reader.ReadAsync, (machine, where) => GpuTable.Draw(machine, where, call.Format == OutputFormat.Wide), _ => ExitCode.Done);

    private static void Write(Call call, in GpuEvent happened)
    {
        var view = new GpuEventView(
            happened.At, happened.Uuid, Words.Of(happened.Kind), happened.Types == NvmlEventTypes.None ? null : happened.Types.ToString(), happened.Xid == 0 ? null : happened.Xid);
        if (call.Format.IsForPeople())
        {
            var what = view.Xid is { } xid ? $"XID {xid}" : view.Types ?? view.Kind;
            call.Surroundings.Output.WriteLine($"{Words.Time(view.At)}  {view.Gpu}  {what}");
        }
        else if (call.Format == OutputFormat.Json)
        {
            call.Surroundings.Output.WriteLine(JsonSerializer.Serialize(view, KreweJson.Options));
        }
        else
        {
            call.Surroundings.Output.WriteLine("---");
            StructuredOutput.TryWrite(call.Surroundings.Output, call.Format, view);
        }
    }
}
