using Krewe.Events;
using Krewe.Grains.Events;
using Orleans.Runtime;

namespace Krewe.Silo.Admin.Events;

/// <summary>
/// Notes what becomes of silos. Each tells of its own start and stop; that one has died is told by one of those that are left: the first by name.
/// </summary>
internal sealed partial class EventWatcher(
    IClusterMembershipService membership, ILocalSiloDetails local, IHostApplicationLifetime application, IEventSink events, TimeProvider time, ILogger<EventWatcher> logger)
    : BackgroundService
{
    /// <summary>Silos whose end was told, or which were dead before this one looked.</summary>
    private readonly HashSet<SiloAddress> _ended = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = application.ApplicationStopping.Register(() => Note(
            EventKinds.SiloStopping, EventLevel.Information, local.Name, $"silo {local.Name} stops", ["the process was told to end"]));
        foreach (var member in membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Dead))
        {
            _ended.Add(member.SiloAddress);
        }

        Note(
            EventKinds.SiloActive,
            EventLevel.Information,
            local.Name,
            $"silo {local.Name} serves",
            ["it has started and joined the cluster"],
            ("address", local.SiloAddress),
            ("silos", membership.CurrentSnapshot.Members.Values.Count(member => member.Status == SiloStatus.Active)));
        try
        {
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
            {
                Take(snapshot);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
        catch (Exception exception)
        {
            Log.Blind(logger, exception);
        }
    }

    private void Take(ClusterMembershipSnapshot snapshot)
    {
        var active = snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).ToList();
        var teller = active.MinBy(member => member.Name, StringComparer.Ordinal);
        foreach (var member in snapshot.Members.Values.Where(member => member.Status == SiloStatus.Dead).OrderBy(member => member.SiloAddress))
        {
            if (_ended.Add(member.SiloAddress) && teller is not null && teller.SiloAddress.Equals(local.SiloAddress))
            {
                Note(
                    EventKinds.SiloDead,
                    EventLevel.Warning,
                    member.Name,
                    $"silo {member.Name} has left the cluster",
                    ["the membership says that it is dead: it has stopped, or the others have declared it so after it missed their probes"],
                    ("address", member.SiloAddress),
                    ("membership version", snapshot.Version.Value),
                    ("silos left", active.Count));
            }
        }
    }

    private void Note(string kind, EventLevel level, string silo, string message, string[] reasons, params ReadOnlySpan<(string Name, object? Value)> inputs) =>
        events.Record(new ClusterEvent
        {
            At = time.GetUtcNow(),
            Kind = kind,
            Level = level,
            Subject = silo,
            Host = silo, // a silo bears the name of its host
            Message = message,
            Reasons = [.. reasons],
            Inputs = EventInputs.Of(inputs),
        });

    private static partial class Log
    {
        [LoggerMessage(EventId = 2601, Level = LogLevel.Warning, Message = "The membership can no longer be followed: events do not tell of silos that die.")]
        public static partial void Blind(ILogger logger, Exception exception);
    }
}
