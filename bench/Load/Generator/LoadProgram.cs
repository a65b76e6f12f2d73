using Krewe.Testing.Processes;

namespace Krewe.Bench.Load.Generator;

/// <summary>The generator as a process of its own, so that what it uses is known and is taken from nobody's account.</summary>
internal static class LoadProgram
{
    public const string Name = "generate-load";

    private const string Begun = "begun";

    /// <summary>The process' side.</summary>
    public static int Run(string order)
    {
        Console.WriteLine(Begun);
        Console.WriteLine(HttpLoad.Run(LoadOrder.Parse(order)));
        return 0;
    }

    /// <summary>Starts the process and waits for what it found.</summary>
    /// <param name="order">What it is to do.</param>
    /// <param name="begun">Completed when it sends; null where nobody asks.</param>
    /// <exception cref="InvalidOperationException">It failed, or answers were not 200.</exception>
    public static async Task<LoadOutcome> StartAsync(LoadOrder order, TaskCompletionSource? begun = null)
    {
        await using var program = RunningProgram.StartDotnet(typeof(LoadProgram).Assembly.Location, [Name, order.ToString()]);
        if (begun is not null)
        {
            await program.WaitForLineAsync(line => line == Begun, TimeSpan.FromSeconds(60));
            begun.SetResult();
        }

        var line = await program.WaitForLineAsync(line => line.StartsWith('{'), TimeSpan.FromSeconds(order.WarmUp + order.Seconds + order.Finish + 60));
        var outcome = LoadOutcome.Parse(line);
        return outcome.Failures == (order.Overload ? outcome.Refusals + outcome.Expired : 0)
            ? outcome
            : throw new InvalidOperationException($"{outcome.Failures} requests to port {order.Port} failed; the first: {outcome.FirstFailure}");
    }
}
