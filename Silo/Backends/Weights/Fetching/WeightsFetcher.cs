using Krewe.Errors;
using Krewe.Silo.Backends.Weights.Disk;
using Krewe.Specs;

namespace Krewe.Silo.Backends.Weights.Fetching;

/// <summary>Brings one file here, by as many tries as it takes, and lets it become visible only when it is what the spec says.</summary>
internal sealed class WeightsFetcher(
    WeightsOptions options, WeightsDirectory directory, IWeightsDisk disk, IWeightsSource source, TransferGate gate, WeightsTally tally, TimeProvider time, Action<FetchUnderWay, long, bool> reserve)
{
    // reserve makes room for a fetch up to so many bytes from its beginning, and throws where there is none.
    private const int DiskFull = 28; // ENOSPC
    private const int QuotaFull = 122; // EDQUOT

    /// <summary>Fetches. What is there when it fails stays for the next time, unless it is wrong or has no room.</summary>
    /// <exception cref="KreweException">It cannot be had (KRW4009), is something else (KRW4010), or cannot be stored (KRW4011).</exception>
    public async Task FetchAsync(FetchUnderWay fetch)
    {
        var keep = true;
        try
        {
            directory.Create();
            await using (var part = await PartFile.OpenAsync(disk, directory.PartOf(fetch.Digest), fetch.Stopped))
            {
                fetch.Have = part.Length;
                await CopyAsync(fetch, part);
                var found = await part.FinishAsync(fetch.Stopped);
                if (found != WeightsRules.HexOf(fetch.Digest))
                {
                    throw WeightsProblems.Mismatch(fetch.Weights, $"its digest is sha256:{found}");
                }
            }

            directory.Commit(fetch.Digest);
        }
        catch (KreweException exception) when (exception.Problem.Code is ErrorCodes.WeightsMismatch or ErrorCodes.WeightsNotStored)
        {
            keep = false;
            throw;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            keep = !IsFull(exception);
            throw WeightsProblems.NotStored(fetch.Weights, exception.Message);
        }
        finally
        {
            if (!keep)
            {
                TryDropPart(fetch.Digest);
            }
        }
    }

    private async Task CopyAsync(FetchUnderWay fetch, PartFile part)
    {
        for (var fruitless = 0; ;)
        {
            var before = part.Length;
            try
            {
                await CopyOnceAsync(fetch, part);
                return;
            }
            catch (WeightsSourceException exception)
            {
                fruitless = part.Length > before ? 0 : fruitless + 1;
                var failure = WeightsProblems.Unavailable(fetch.Weights, exception.Message);
                if (!exception.IsPassing || fruitless >= options.Tries)
                {
                    throw failure;
                }

                fetch.Problem = failure.Problem;
                await Task.Delay(options.RetryPause * Math.Pow(2, fruitless), time, fetch.Stopped);
            }
        }
    }

    /// <summary>One connection, to its end.</summary>
    private async Task CopyOnceAsync(FetchUnderWay fetch, PartFile part)
    {
        await using var opened = await source.OpenAsync(fetch.Weights.Source, part.Length, fetch.Stopped);
        if (opened.From != part.Length)
        {
            part.Reset();
        }

        if (opened.Length is { } length && fetch.Weights.Bytes is { } said && length != said)
        {
            throw WeightsProblems.Mismatch(fetch.Weights, $"it has {length} bytes, and the spec says {said}");
        }

        fetch.Total = opened.Length;
        reserve(fetch, fetch.Total ?? (part.Length + options.UnknownStepBytes), false);
        var buffer = new byte[options.PieceBytes];
        while (true)
        {
            await gate.TakeAsync(fetch.Transfer, buffer.Length, fetch.Stopped);
            var (read, broken) = await FillAsync(opened.Content, buffer, fetch.Stopped);
            if (read > 0)
            {
                if (fetch.Total is { } total && part.Length + read > total)
                {
                    throw WeightsProblems.Mismatch(fetch.Weights, $"it has more than {total} bytes");
                }

                await AppendAsync(fetch, part, buffer.AsMemory(0, read));
                fetch.Problem = null;
            }

            if (broken is not null)
            {
                throw broken;
            }

            if (read < buffer.Length)
            {
                break;
            }
        }

        if (fetch.Total is { } expected && part.Length < expected)
        {
            throw new WeightsSourceException($"the connection ended after {part.Length} of {expected} bytes", passing: true);
        }
    }

    private async Task AppendAsync(FetchUnderWay fetch, PartFile part, ReadOnlyMemory<byte> bytes)
    {
        if (fetch.Total is null && part.Length + bytes.Length > fetch.Reserved)
        {
            reserve(fetch, part.Length + options.UnknownStepBytes, false);
        }

        try
        {
            await part.AppendAsync(bytes, fetch.Stopped);
        }
        catch (IOException exception) when (IsFull(exception))
        {
            // Somebody else has filled the disk meanwhile: what is worth less goes, or this gives up.
            reserve(fetch, fetch.Total ?? (part.Length + bytes.Length), true);
            await part.AppendAsync(bytes, fetch.Stopped);
        }

        fetch.Have = part.Length;
        tally.NoteReceived(bytes.Length);
    }

    /// <summary>Fills the buffer. Less means that the source has ended, or why it could not be read further: what came before that counts.</summary>
    private async Task<(int Read, WeightsSourceException? Broken)> FillAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        for (var filled = 0; ;)
        {
            using var stall = new CancellationTokenSource(options.StallTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellationToken);
            try
            {
                var read = await content.ReadAsync(buffer[filled..], either.Token);
                filled += read;
                if (read == 0 || filled == buffer.Length)
                {
                    return (filled, null);
                }
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                return (filled, new WeightsSourceException($"it has given nothing for {options.StallTimeout.TotalSeconds:0} s", passing: true, exception));
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                return (filled, new WeightsSourceException(exception.Message, passing: true, exception));
            }
        }
    }

    private void TryDropPart(string digest)
    {
        try
        {
            directory.DropPart(digest);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is found as a part, and is the first to go when room is made.
        }
    }

    private static bool IsFull(Exception exception) => exception is IOException && (exception.HResult & 0xFFFF) is DiskFull or QuotaFull;
}
