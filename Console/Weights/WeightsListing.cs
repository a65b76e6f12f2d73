using Krewe.Commands.Completion;
using Krewe.Commands.Lists;
using Krewe.Commands.Output;
using Krewe.Weights;

namespace Krewe.Commands.Weights;

/// <summary><c>krewe weights</c>.</summary>
internal static class WeightsListing
{
    /// <summary>What is left of a digest where people read it, as much as git shows.</summary>
    private const int ShortDigest = 12;

    public static Listing<WeightsView> Weights { get; } = new()
    {
        Verb = "weights",
        Description = "List the files of models on hosts: what is there, what is on its way, and what could not be had.",
        Item = "MODEL",
        Names = NameSource.Models,
        Fetch = (client, cancellationToken) => client.GetWeightsAsync(cancellationToken),
        NamesOf = file => [.. file.Models.SelectMany(model => (string[])[Words.Of(model), model.ToString(), $"{model.Tenant}/{model.Model}"])],
        Empty = "no files of models; 'backend.weights' of a spec names them",
        Columns =
        [
            new("HOST", file => file.Host),
            new("NAME", file => file.Name),
            new("DIGEST", file => Short(file.Digest)),
            new("STATE", StateOf),
            new("SIZE", file => file.Bytes is { } bytes ? Words.Bytes(bytes) : ""),
            new("USERS", file => Words.Number(file.Users)),
            new("MODELS", file => string.Join(' ', file.Models.Select(Words.Of))),
            new("USED", file => file.UsedAt is { } at ? Words.Time(at) : ""),
            new("FOR", file => file.Urgency is { } urgency ? Words.Of(urgency) : "", Wide: true),
            new("SHA256", file => file.Digest, Wide: true),
            new("PROBLEM", file => file.Problem is { } problem ? Cell.Bad(problem.ToString()) : ""),
        ],
        Filters =
        [
            new("--host", "Only those on this host.", file => file.Host, NameSource.Hosts),
            new("--state", "Only those that are held, fetching, partial or failed.", file => Words.Of(file.State)),
        ],
    };

    private static Cell StateOf(WeightsView file) => file.State switch
    {
        WeightsState.Held => Cell.Good("held"),
        WeightsState.Failed => Cell.Bad("failed"),
        WeightsState.Fetching when file.Bytes is > 0 and var bytes => Cell.Warning($"fetching {Words.Share((double)file.HaveBytes / bytes)}"),
        _ => Cell.Warning($"{Words.Of(file.State)} {Words.Bytes(file.HaveBytes)}"),
    };

    private static string Short(string digest)
    {
        var hex = digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return hex.Length > ShortDigest ? hex[..ShortDigest] : hex;
    }
}
