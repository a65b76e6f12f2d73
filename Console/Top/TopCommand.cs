using System.CommandLine;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Errors;

namespace Krewe.Commands.Top;

/// <summary><c>krewe top</c>: the cluster, second by second.</summary>
internal static class TopCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe top
        krewe top --once
        krewe top -o json | jq '.models[] | {model, requests, p99}'
        """;

    private const int UsualWidth = 120;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var once = new Option<bool>("--once") { Description = "Show one second and end, as is also done where the output is no terminal." };
        var command = new Command(
            "top",
            "Watch devices, models and silos live. Keys: q quits, s sorts the models, up and down scroll them, space pauses. "
                + "-o json prints each second as one line until Ctrl+C.")
        {
            once,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            if (!call.Format.IsForPeople())
            {
                return await PrintAsync(call, parsed.GetValue(once), cancellationToken);
            }

            return surroundings.Screen is { } screen && !parsed.GetValue(once)
                ? await new TopLoop((known, stop) => call.Silo.FollowLiveAsync(Since(known, surroundings), stop), screen, surroundings.Time, surroundings.HasColor).RunAsync(cancellationToken)
                : await OnceAsync(call, cancellationToken);
        });
        return command;
    }

    /// <summary>What went before is asked for as far as it is shown, also after a break.</summary>
    private static long Since(TopState known, Surroundings surroundings) =>
        (known.Now?.Second ?? surroundings.Time.GetUtcNow().ToUnixTimeSeconds()) - ModelSeries.Seconds;

    private static Task<int> OnceAsync(Call call, CancellationToken cancellationToken) => call.AskAsync(
        "a second",
        async limited =>
        {
            var surroundings = call.Surroundings;
            var state = new TopState();
            await foreach (var happened in call.Silo.FollowLiveAsync(Since(state, surroundings), limited))
            {
                state = TopLoop.Take(state, happened);
                if (state is { Now: not null, Cluster: not null })
                {
                    break;
                }
            }

            if (state.Now is null)
            {
                throw Ended();
            }

            var pictures = surroundings.Screen is { HasUnicode: false } ? Pictures.Ascii : Pictures.Unicode;
            foreach (var line in TopFrame.Render(state, surroundings.Screen?.Width ?? UsualWidth, int.MaxValue, pictures))
            {
                surroundings.Output.WriteLine(surroundings.HasColor ? line.Paint() : line.ToString());
            }

            return ExitCode.Done;
        },
        cancellationToken);

    private static async Task<int> PrintAsync(Call call, bool once, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in call.Silo.FollowLiveAsync(since: null, cancellationToken))
            {
                if (happened.Live is not { } live)
                {
                    continue;
                }

                if (call.Format == OutputFormat.Json)
                {
                    call.Surroundings.Output.WriteLine(JsonSerializer.Serialize(live, KreweJson.Options));
                }
                else
                {
                    call.Surroundings.Output.WriteLine("---");
                    StructuredOutput.TryWrite(call.Surroundings.Output, call.Format, live);
                }

                if (once)
                {
                    return ExitCode.Done;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Done;
        }

        throw Ended();
    }

    private static KreweException Ended() => new(new Problem
    {
        Code = ErrorCodes.OutcomeUnknown,
        Message = "the silo ended the live stream; it may be stopping",
        Next = "krewe silos",
    });
}
