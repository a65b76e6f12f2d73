using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Krewe.Errors;
using Krewe.Grains.Machines;
using Krewe.Machines;
using Krewe.Specs.Machines;

namespace Krewe.Silo.Machines;

/// <summary>
/// Adds and removes machines by programs of the operator. They get the machine's name as their last argument and what it is to be in their environment,
/// with names that begin with <c>MACHINE_</c>; what they print on standard error stands in the failure.
/// </summary>
internal sealed class CommandMachines(MachineProviderSpec spec, TimeProvider time) : IMachineProvider
{
    private const int MostOutput = 1 << 20;
    private const int MostWords = 300;

    public async Task<ImmutableArray<SeenMachine>> ListAsync(CancellationToken cancellationToken)
    {
        var output = await RunAsync(spec.List, null, cancellationToken);
        return [.. output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    public Task AddAsync(MachineOrder order, CancellationToken cancellationToken) => RunAsync([.. spec.Add, order.Name], order, cancellationToken);

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => RunAsync([.. spec.Remove, name], null, cancellationToken);

    private SeenMachine Read(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var name] => new SeenMachine(name),
        [var name, "ends-in", var text] when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e9 =>
            new SeenMachine(name, TimeSpan.FromSeconds(seconds)),
        _ => throw Failed(spec.List, $"printed '{line}'; valid lines: NAME, or NAME ends-in SECONDS"),
    };

    private async Task<string> RunAsync(ImmutableArray<string> command, MachineOrder? order, CancellationToken cancellationToken)
    {
        using var process = Start(command, order);
        using var limit = new CancellationTokenSource(spec.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (output, errors) = (ReadAsync(process.StandardOutput, either.Token), ReadAsync(process.StandardError, either.Token));
            await process.WaitForExitAsync(either.Token);
            if (process.ExitCode == 0)
            {
                return await output;
            }

            var said = Shortened(await errors);
            throw Failed(command, string.Create(CultureInfo.InvariantCulture, $"ended with {process.ExitCode}: {said}"));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(command, string.Create(CultureInfo.InvariantCulture, $"took longer than {spec.Timeout.TotalSeconds:0.###} s and was ended"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ImmutableArray<string> command, MachineOrder? order)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in order is null ? [] : Environment(order))
        {
            start.Environment["MACHINE_" + name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            throw Failed(command, $"could not be started: {exception.Message}");
        }
    }

    private static (string Name, string Value)[] Environment(MachineOrder order) =>
    [
        ("NAME", order.Name),
        ("GROUP", order.Offer.Group),
        ("REGION", order.Offer.Region),
        ("ZONE", order.Offer.Zone),
        ("POOL", order.Pool),
        ("PURCHASE", MachineFileReader.WordOf(order.Offer.Cost.Purchase)),
        ("CPU", (order.Offer.CpuMillicores / 1_000m).ToString(CultureInfo.InvariantCulture)),
        ("MEMORY", order.Offer.MemoryBytes.ToString(CultureInfo.InvariantCulture)),
        ("DEVICES", order.Offer.Devices.ToString(CultureInfo.InvariantCulture)),
        ("CLASS", order.Offer.DeviceClass),
    ];

    // A program that prints without end must not fill the silo's memory.
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var (text, buffer) = (new System.Text.StringBuilder(), new char[4_096]);
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            text.Append(buffer, 0, Math.Min(read, MostOutput - text.Length));
        }

        return text.ToString();
    }

    private static string Shortened(string text) => text.Trim() is { Length: > MostWords } all ? all[..MostWords] + "..." : text.Trim();

    private static KreweException Failed(ImmutableArray<string> command, string what) => new(new Problem
    {
        Code = ErrorCodes.MachineProvider,
        Message = $"'{string.Join(' ', command)}' {what}",
        Where = "provider",
    });
}
