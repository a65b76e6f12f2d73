using System.Collections.Immutable;
using Krewe.Models;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Models;

/// <content>Contents of requests that end model servers.</content>
internal sealed partial class ModelGrain
{
    /// <summary>How long a content is not executed.</summary>
    private static readonly TimeSpan QuarantineFor = TimeSpan.FromHours(1);

    /// <summary>The most contents; the oldest goes.</summary>
    private const int MaxQuarantine = 64;

    public async Task QuarantineAsync(string digest)
    {
        if (Configuration is null || digest.Length > 128)
        {
            return;
        }

        var now = time.GetUtcNow();
        var others = Quarantine(now).RemoveAll(one => one.Digest == digest);
        Log.Quarantined(logger, this.GetPrimaryKeyString(), digest, QuarantineFor);
        await SaveAsync(state.State with
        {
            Quarantine = [.. others.Skip(Math.Max(0, others.Length - MaxQuarantine + 1)), new QuarantinedContent(digest, now + QuarantineFor)],
        });
    }

    private ImmutableArray<QuarantinedContent> Quarantine(DateTimeOffset now) => state.State.Quarantine.IsDefaultOrEmpty ? [] : state.State.Quarantine.RemoveAll(one => one.Until <= now);
}
