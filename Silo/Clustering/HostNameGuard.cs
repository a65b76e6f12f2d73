using System.Net.Sockets;
using Krewe.Errors;
using Krewe.Silo.Configuration;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Silo.Clustering;

/// <summary>
/// Keeps two live silos from being one host: the host's name is the key of its ledger of leases. A silo that starts waits for the death of one
/// that no longer answers, and gives way to one that does; should two start together unseen by each other, the later one stops.
/// </summary>
internal sealed partial class HostNameGuard(
    IClusterMembershipService membership, ILocalSiloDetails silo, IHostApplicationLifetime application, TimeProvider time, ILogger<HostNameGuard> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Why the silo stopped itself; null when it did not.</summary>
    public Problem? Conflict { get; private set; }

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe($"{nameof(HostNameGuard)}-check", ServiceLifecycleStage.ApplicationServices, WaitForTheNameAsync);
        lifecycle.Subscribe(
            nameof(HostNameGuard),
            ServiceLifecycleStage.Active,
            cancellationToken =>
            {
                _ = WatchAsync();
                return Task.CompletedTask;
            },
            cancellationToken =>
            {
                _stop.Cancel();
                return Task.CompletedTask;
            });
    }

    public void Dispose() => _stop.Dispose();

    private async Task WaitForTheNameAsync(CancellationToken cancellationToken)
    {
        var told = false;
        while (true)
        {
            await membership.Refresh(cancellationToken: cancellationToken);
            if (Others().FirstOrDefault(other => other.Status is not (SiloStatus.Joining or SiloStatus.Created) || IsBefore(other)) is not { } other)
            {
                return;
            }

            if (await AnswersAsync(other.SiloAddress, cancellationToken))
            {
                throw new KreweException(Taken(other));
            }

            if (!told)
            {
                told = true;
                Log.Waiting(logger, other.SiloAddress, silo.Name);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var _ in membership.MembershipUpdates.WithCancellation(_stop.Token))
            {
                if (Others().FirstOrDefault(one => one.Status == SiloStatus.Active && IsBefore(one)) is { } other)
                {
                    Conflict = Taken(other);
                    Log.Conflict(logger, Conflict);
                    application.StopApplication();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private IEnumerable<ClusterMember> Others() => membership.CurrentSnapshot.Members.Values
        .Where(member => member.Name == silo.Name && member.Status != SiloStatus.Dead && !member.SiloAddress.Equals(silo.SiloAddress))
        .OrderBy(member => member.SiloAddress.ToParsableString(), StringComparer.Ordinal);

    /// <summary>Of two the one that was made earlier stays.</summary>
    private bool IsBefore(ClusterMember other)
    {
        var order = other.SiloAddress.Generation.CompareTo(silo.SiloAddress.Generation);
        return (order != 0 ? order : string.CompareOrdinal(other.SiloAddress.ToParsableString(), silo.SiloAddress.ToParsableString())) < 0;
    }

    private async Task<bool> AnswersAsync(SiloAddress other, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(other.Endpoint, either.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private Problem Taken(ClusterMember other) => new()
    {
        Code = ErrorCodes.HostNameTaken,
        Message = $"host '{silo.Name}' is already in the cluster: the silo at {other.SiloAddress.Endpoint} has that name and is {other.Status.ToString().ToLowerInvariant()}",
        Where = SettingCatalog.Host.Option,
        Next = $"give each machine a name of its own with {SettingCatalog.Host.Option}, or stop the other silo first",
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 2500, Level = LogLevel.Warning, Message = "The silo at {Other} has the name of this host, {Host}, and does not answer: waiting until the cluster has declared it dead.")]
        public static partial void Waiting(ILogger logger, SiloAddress other, string host);

        [LoggerMessage(EventId = 2501, Level = LogLevel.Critical, Message = "{Problem}. This silo stops.")]
        public static partial void Conflict(ILogger logger, Problem problem);
    }
}
