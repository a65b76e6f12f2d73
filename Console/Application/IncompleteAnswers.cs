using System.Collections.Immutable;

namespace Krewe.Commands.Application;

/// <summary>Keeps who did not answer the silo in time: lists then lack what only those know, and say so in a header.</summary>
internal sealed class IncompleteAnswers : DelegatingHandler
{
    private const string Header = "Krewe-Incomplete";
    private ImmutableSortedSet<string> _missing = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public IncompleteAnswers()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
    }

    public ImmutableArray<string> Take() => [.. Interlocked.Exchange(ref _missing, _missing.Clear())];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues(Header, out var values))
        {
            var names = values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
            ImmutableInterlocked.Update(ref _missing, (set, added) => set.Union(added), names);
        }

        return response;
    }
}
