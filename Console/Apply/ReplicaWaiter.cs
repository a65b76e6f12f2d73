using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Pools;

namespace Krewe.Commands.Apply;

/// <summary>Watches the models until their replicas are ready, are refused for good, or the time is up.</summary>
internal sealed class ReplicaWaiter(Call call)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>A refusal counts once it has stood this long: room may be on its way, such as that of replicas being replaced.</summary>
    private static readonly TimeSpan RefusalStands = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _refusedSince = new(StringComparer.Ordinal);

    /// <summary>Changes each model in the list to what it became.</summary>
    public async Task WaitAsync(List<AppliedModel> models, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = call.Surroundings.Time.GetTimestamp();
        while (true)
        {
            var placements = (await call.AskAsync("the models", limited => call.Silo.GetModelsAsync(limited), cancellationToken))
                .ToDictionary(placement => placement.Model.ToString(), StringComparer.Ordinal);
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

            if (!waiting || call.Surroundings.Time.GetElapsedTime(start) >= patience)
            {
                return;
            }

            await Task.Delay(Interval, call.Surroundings.Time, cancellationToken);
        }
    }

    private bool RefusedForGood(AppliedModel model, PlacementView? placement)
    {
        if (placement?.Refusal is null)
        {
            _refusedSince.Remove(model.Model);
            return false;
        }

        var now = call.Surroundings.Time.GetTimestamp();
        _refusedSince.TryAdd(model.Model, now);
        return call.Surroundings.Time.GetElapsedTime(_refusedSince[model.Model], now) >= RefusalStands;
    }

    private void Tell(AppliedModel model)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{model.Model}: {model.Ready} of {model.Wanted} replicas ready");
        if (!_told.TryGetValue(model.Model, out var told) || told != line)
        {
            _told[model.Model] = line;
            call.Surroundings.Error.WriteLine(line);
        }
    }
}
