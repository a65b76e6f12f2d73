using System.Net;
using System.Net.Http.Headers;

namespace Krewe.Silo.Backends.Weights.Fetching;

/// <summary>Reads from files, and over HTTP by ranges of bytes (RFC 9110, section 14).</summary>
internal sealed class WeightsSource : IWeightsSource, IDisposable
{
    private const int Redirects = 5;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, MaxAutomaticRedirections = Redirects, UseCookies = false, AutomaticDecompression = DecompressionMethods.None },
        disposeHandler: true)
    {
        // Until the headers are there; the body has its own watch.
        Timeout = AnswerTimeout,
    };

    public Task<OpenedWeights> OpenAsync(string source, long from, CancellationToken cancellationToken) =>
        Uri.TryCreate(source, UriKind.Absolute, out var uri) && !uri.IsFile
            ? OpenAddressAsync(uri, from, cancellationToken)
            : Task.FromResult(OpenFile(uri?.LocalPath ?? source, from));

    public void Dispose() => _http.Dispose();

    private static OpenedWeights OpenFile(string path, long from)
    {
        try
        {
            var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
            if (!file.CanSeek)
            {
                file.Dispose();
                throw new WeightsSourceException("it is no regular file", passing: false);
            }

            var begin = from <= file.Length ? from : 0;
            file.Position = begin;
            return new OpenedWeights(file, begin, file.Length);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new WeightsSourceException(exception.Message, passing: false, exception);
        }
        catch (IOException exception)
        {
            throw new WeightsSourceException(exception.Message, passing: true, exception);
        }
    }

    private async Task<OpenedWeights> OpenAddressAsync(Uri uri, long from, CancellationToken cancellationToken)
    {
        var response = await AskAsync(uri, from, cancellationToken);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && from > 0)
        {
            response.Dispose(); // The file is shorter than what is there of it: it is another one now.
            (from, response) = (0, await AskAsync(uri, 0, cancellationToken));
        }

        try
        {
            var range = response.Content.Headers.ContentRange;
            var (begin, length) = response.StatusCode switch
            {
                HttpStatusCode.OK => (0L, response.Content.Headers.ContentLength),
                HttpStatusCode.PartialContent when range?.From is { } start && start == from => (start, range.Length),
                var status => throw new WeightsSourceException(
                    $"it answers {(int)status}{(status == HttpStatusCode.PartialContent ? " with another range than was asked for" : "")}",
                    (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests),
            };
            return new OpenedWeights(await response.Content.ReadAsStreamAsync(cancellationToken), begin, length, response);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri uri, long from, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity")); // The digest is of the file, not of a packed form.
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
        }

        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new WeightsSourceException(exception.Message, passing: true, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WeightsSourceException($"it has not answered within {AnswerTimeout.TotalSeconds:0} s", passing: true, exception);
        }
    }
}
