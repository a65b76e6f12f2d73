using System.Globalization;
using Krewe.Client.Http;
using Krewe.Commands.Application;
using Krewe.Pools;

namespace Krewe.Commands.Apply;

/// <summary>Watches the models until their replicas are ready, are refused for good, or the time is up.</summary>
internal sealed class ReplicaWaiter(KreweHttpClient client, Surroundings surroundings)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>A refusal counts once it has stood this long: room may be on its way, such as that of replicas being replaced.</summary>
    private static readonly TimeSpan RefusalStands = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _refusedSince = new(StringComparer.Ordinal);

    /// <summary>Changes each model in the list to what it became.</summary>
    public async Task WaitAsync(List<AppliedModel> models, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = surroundings.Time.GetTimestamp();
        while (true)
        {
            var placements = (await client.GetModelsAsync(cancellationToken)).ToDictionary(placement => placement.Model.ToString(), StringComparer.Ordinal);
            var waiting = false;
            for (var i = 0; i < models.Count; i++)
            {
                if (placements.TryGetValue(models[i].Model, out var placement))
                {
                    models[i] = Progress.Update(models[i], placement);
                }

                Tell(models[i]);
                waiting |= !models[i].Complete && !RefusedForGood(models[i], placement);
            }

            if (!waiting || surroundings.Time.GetElapsedTime(start) >= patience)
            {
                return;
            }

            await Task.Delay(Interval, surroundings.Time, cancellationToken);
        }
    }

    private bool RefusedForGood(AppliedModel model, PlacementView? placement)
    {
        if (placement?.Refusal is null)
        {
            _refusedSince.Remove(model.Model);
            return false;
        }

        var now = surroundings.Time.GetTimestamp();
        _refusedSince.TryAdd(model.Model, now);
        return surroundings.Time.GetElapsedTime(_refusedSince[model.Model], now) >= RefusalStands;
    }

    private void Tell(AppliedModel model)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{model.Model}: {model.Ready} of {model.Wanted} replicas ready");
        if (!_told.TryGetValue(model.Model, out var told) || told != line)
        {
            _told[model.Model] = line;
            surroundings.Error.WriteLine(line);
        }
    }
}
