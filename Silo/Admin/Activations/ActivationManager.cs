using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Admin.Activations;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains;
using Krewe.Grains.Catalog;
using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Naming;
using Krewe.Silo.Admin.Cluster;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Storage;

namespace Krewe.Silo.Admin.Activations;

/// <summary>Asks the engine's management on each silo, and the storage of grains. Only the engine's public API.</summary>
internal sealed class ActivationManager(
    IClusterMembershipService membership,
    IHostSilos hosts,
    IGrainFactory grains,
    [FromKeyedServices(StateNames.Storage)] IGrainStorage storage,
    IEventSink events,
    AdminSettings settings,
    TimeProvider time) : IActivationManager
{
    private IManagementGrain Management => grains.GetGrain<IManagementGrain>(0);

    private IEnumerable<ClusterMember> Active =>
        membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).OrderBy(member => member.Name, StringComparer.Ordinal);

    public async Task<GrainPage> ListAsync(string? type, string? silo, string? after, int limit, CancellationToken cancellationToken)
    {
        if (silo is not null)
        {
            _ = Find(silo);
        }

        var (rows, problems) = await AskAsync(silo, type, cancellationToken);
        return GrainPages.Cut(rows, after, limit, problems);
    }

    public async Task<GrainSummary> SummarizeAsync(CancellationToken cancellationToken)
    {
        var problems = new ConcurrentQueue<Problem>();
        var answers = await Task.WhenAll(Active.Select(async member => (
            member.Name,
            Rows: await Patiently.AskAsync(
                () => Management.GetSimpleGrainStatistics([member.SiloAddress]), $"silo {member.Name}", problems, time, cancellationToken))));
        ImmutableArray<GrainCount> counts =
        [
            .. answers
                .SelectMany(answer => (answer.Rows ?? []).Select(row => (Type: GrainCatalog.TypeOf(row.GrainType) ?? row.GrainType, answer.Name, row.ActivationCount)))
                .GroupBy(row => (row.Type, row.Name))
                .Select(group => new GrainCount { Type = group.Key.Type, Silo = group.Key.Name, Count = group.Sum(row => row.ActivationCount) })
                .OrderBy(count => count.Type, StringComparer.Ordinal)
                .ThenBy(count => count.Silo, StringComparer.Ordinal),
        ];
        return new GrainSummary { Counts = counts, Total = counts.Sum(count => count.Count), Problems = InOrder(problems) };
    }

    public async Task<GrainDetail> GetAsync(string type, string key, CancellationToken cancellationToken)
    {
        var known = GrainCatalog.Types.GetValueOrDefault(type);
        var (silos, problems) = await LocateAsync(type, key, cancellationToken);
        if (known is null && silos.IsEmpty)
        {
            throw new KreweException(ActivationProblems.TypeUnknown(type));
        }

        StoredState? stored = null;
        if (known is not null)
        {
            var failed = new ConcurrentQueue<Problem>();
            stored = await Patiently.AskAsync(() => known.ReadAsync(storage, Id(type, key)), "the storage", failed, time, cancellationToken);
            problems = problems.AddRange(failed);
        }

        return new GrainDetail
        {
            Grain = $"{type}/{key}",
            Type = type,
            Key = key,
            Active = !silos.IsEmpty,
            Silos = silos,
            Movable = known?.Movable ?? false,
            StateName = known?.StateName,
            State = stored?.State,
            StateTag = stored?.Tag,
            Problems = problems,
        };
    }

    public async Task<GrainActionResult> DeactivateAsync(string type, string key, CancellationToken cancellationToken)
    {
        var grain = Ours(type, key);
        var (silos, _) = await LocateAsync(type, key, cancellationToken);
        if (silos is not [var from, ..])
        {
            return NotActive(grain);
        }

        await grains.GetGrain(Id(type, key)).Cast<IGrainManagementExtension>().DeactivateOnIdle().AsTask().WaitAsync(settings.Timeout, time, cancellationToken);
        Note(EventKinds.GrainDeactivated, grain, $"grain {grain} on silo {from} ends when it has done what it is doing", ("silo", from));
        return new GrainActionResult { Grain = grain, From = from, Message = "it ends when it has done what it is doing; its next call makes it anew" };
    }

    public async Task<GrainActionResult> MigrateAsync(string type, string key, string silo, CancellationToken cancellationToken)
    {
        var grain = Ours(type, key);
        var target = Find(silo);
        if (!GrainCatalog.Types[type].Movable)
        {
            throw new KreweException(ActivationProblems.Immovable(grain));
        }

        if (RegionOf(type, key) is { } region && hosts.RegionOf(target.SiloAddress) is var there && there != region
            && Active.Any(member => hosts.RegionOf(member.SiloAddress) == region))
        {
            throw new KreweException(ActivationProblems.WrongRegion(grain, region, silo, there));
        }

        var (silos, _) = await LocateAsync(type, key, cancellationToken);
        if (silos is not [var from, ..])
        {
            return NotActive(grain);
        }

        if (from == silo)
        {
            return new GrainActionResult { Grain = grain, From = from, To = silo, Message = "it is there already" };
        }

        try
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, target.SiloAddress);
            await grains.GetGrain(Id(type, key)).Cast<IGrainManagementExtension>().MigrateOnIdle().AsTask().WaitAsync(settings.Timeout, time, cancellationToken);
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }

        Note(EventKinds.GrainMigrated, grain, $"grain {grain} goes from silo {from} to silo {silo}", ("from", from), ("to", silo));
        return new GrainActionResult { Grain = grain, From = from, To = silo, Message = "it goes there when it has done what it is doing" };
    }

    /// <summary>The silos that it is active on. What is asked of all silos is those of its type only.</summary>
    private async Task<(ImmutableArray<string> Silos, ImmutableArray<Problem> Problems)> LocateAsync(string type, string key, CancellationToken cancellationToken)
    {
        var (rows, problems) = await AskAsync(null, type, cancellationToken);
        return ([.. rows.Where(row => row.Type == type && row.Key == key).Select(row => row.Silo).Distinct().Order(StringComparer.Ordinal)], problems);
    }

    private async Task<(List<GrainView> Rows, ImmutableArray<Problem> Problems)> AskAsync(
        string? silo, string? type, CancellationToken cancellationToken)
    {
        // Statistics name classes; those that are not this house's are called so in the summary, and may be asked for by that or by their ids' type.
        string[]? types = type is not null && GrainCatalog.Types.TryGetValue(type, out var known) ? [known.ClassName] : null;
        var problems = new ConcurrentQueue<Problem>();
        var answers = await Task.WhenAll(Active.Where(member => silo is null || member.Name == silo).Select(async member => (
            member.Name,
            Rows: await Patiently.AskAsync(
                () => Management.GetDetailedGrainStatistics(types, [member.SiloAddress]), $"silo {member.Name}", problems, time, cancellationToken))));
        var rows =
            from answer in answers
            from row in answer.Rows ?? []
            where type is null || row.GrainId.Type.ToString() == type || row.GrainType == type
            select new GrainView
            {
                Grain = $"{row.GrainId.Type}/{row.GrainId.Key}",
                Type = row.GrainId.Type.ToString()!,
                Key = row.GrainId.Key.ToString()!,
                Silo = answer.Name,
            };
        return ([.. rows], InOrder(problems));
    }

    private ClusterMember Find(string silo) => Active.FirstOrDefault(member => member.Name == silo)
        ?? throw new KreweException(ActivationProblems.SiloUnknown(silo, Active.Select(member => member.Name)));

    private void Note(string kind, string grain, string message, params ReadOnlySpan<(string Name, object? Value)> inputs) => events.Record(new ClusterEvent
    {
        At = time.GetUtcNow(),
        Kind = kind,
        Subject = grain,
        Message = message,
        Reasons = ["an operator told so"],
        Inputs = EventInputs.Of(inputs),
    });

    private static ImmutableArray<Problem> InOrder(IEnumerable<Problem> problems) => [.. problems.OrderBy(problem => problem.Where, StringComparer.Ordinal)];

    private static GrainId Id(string type, string key) => GrainId.Create(GrainType.Create(type), IdSpan.Create(key));

    /// <summary>The region in the key of a model or a pool; null for other keys.</summary>
    private static string? RegionOf(string type, string key) =>
        ModelKey.TryParse(key, out var model) ? model.Region
        : type == "pool" && key.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? key[..slash]
        : null;

    private static string Ours(string type, string key) => GrainCatalog.Types.ContainsKey(type)
        ? $"{type}/{key}"
        : throw new KreweException(ActivationProblems.NotOurs($"{type}/{key}"));

    private static GrainActionResult NotActive(string grain) => new() { Grain = grain, Message = "it is not active; nothing was done" };
}
