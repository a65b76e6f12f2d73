using System.Collections.Immutable;
using System.Globalization;
using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Specs;

namespace Krewe.Commands.Application;

/// <summary>One call of a verb: the silo it asks, how long it waits, how it prints.</summary>
internal sealed class Call(
    KreweAdminClient silo,
    KreweHttpClient inference,
    SiloConnection connection,
    OutputFormat format,
    TimeSpan timeout,
    Uri address,
    Surroundings surroundings) : IDisposable
{
    /// <summary>The admin API.</summary>
    public KreweAdminClient Silo => silo;

    /// <summary>For inference.</summary>
    public KreweHttpClient Inference => inference;

    public OutputFormat Format => format;

    public Surroundings Surroundings => surroundings;

    public Uri Address => address;

    /// <summary>Who did not answer the silo in time, over all that was asked since the last look.</summary>
    public ImmutableArray<string> TakeMissing() => connection.TakeMissing();

    /// <summary>Asks the silo, not longer than the options allow, and tells of it when it takes over a second.</summary>
    /// <param name="what">What is waited for, in words: "the models".</param>
    /// <param name="ask">The question.</param>
    /// <param name="cancellationToken">The user's.</param>
    /// <exception cref="KreweException">The silo refused, does not answer (KRW5101), or not in time (KRW5104).</exception>
    public async Task<T> AskAsync<T>(string what, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var limit = timeout > TimeSpan.Zero ? new CancellationTokenSource(timeout, surroundings.PatienceTime) : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await ProgressLine.WhileAsync(ask(both.Token), $"waiting for {what} from {address.GetLeftPart(UriPartial.Authority)}", surroundings);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new KreweException(
                new Problem
                {
                    Code = ErrorCodes.SiloSilent,
                    Message = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{address.GetLeftPart(UriPartial.Authority)} did not answer within {SpecUnits.FormatDuration(timeout)}, asked for {what}"),
                    Next = "see whether the silo is overloaded or another program holds the address; or wait longer (--timeout)",
                },
                exception);
        }
    }

    /// <summary>Whether it can be tried again, because the silo or the way to it may only be away for a while.</summary>
    public static bool IsTransient(Problem problem) => problem.Code is ErrorCodes.SiloUnreachable or ErrorCodes.OutcomeUnknown or ErrorCodes.SiloSilent
        or ErrorCodes.SiloStopping or ErrorCodes.TooManyStreams;

    /// <summary>The same for what has no answer.</summary>
    public Task TellAsync(string what, Func<CancellationToken, Task> tell, CancellationToken cancellationToken) => AskAsync(
        what,
        async limited =>
        {
            await tell(limited);
            return true;
        },
        cancellationToken);

    public void Dispose()
    {
        silo.Dispose();
        inference.Dispose();
        connection.Dispose();
    }
}
