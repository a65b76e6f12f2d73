using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Specs;

namespace Krewe.Commands.Maintenance;

/// <summary>Takes one host or device out of service, or back.</summary>
internal sealed class Maintenance(Call call, MaintenanceTarget target)
{
    private readonly Surroundings _surroundings = call.Surroundings;

    public async Task<int> LeaveAsync(bool force, TimeSpan patience, CancellationToken cancellationToken) => await FollowAsync(
        await call.AskAsync(
            "what becomes of " + target,
            limited => target.Device is { } device ? call.Silo.CordonAsync(target.Host, device, force, limited) : call.Silo.DrainAsync(target.Host, force, limited),
            cancellationToken),
        patience,
        cancellationToken);

    public async Task<int> NoticeAsync(NoticeRequest notice, TimeSpan patience, CancellationToken cancellationToken) => await FollowAsync(
        await call.AskAsync("what becomes of " + target, limited => call.Silo.NoticeAsync(target.Host, notice, limited), cancellationToken),
        patience,
        cancellationToken);

    private async Task<int> FollowAsync(MaintenanceResult result, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!StructuredOutput.TryWrite(_surroundings.Output, call.Format, result))
        {
            Draw(result);
        }

        var staying = result.Moves.Where(move => !move.HasRoom).Select(move => move.Replica.ToString()).ToHashSet(StringComparer.Ordinal);
        if (patience > TimeSpan.Zero && !await WaitAsync(staying, patience, cancellationToken))
        {
            ProblemWriter.Write(_surroundings.Error, NotInTime(patience));
            return ExitCode.Refused;
        }

        if (staying.Count > 0)
        {
            return ExitCode.Refused;
        }

        if (call.Format.IsForPeople() && patience > TimeSpan.Zero)
        {
            _surroundings.Output.WriteLine($"{target} is empty");
        }

        return ExitCode.Done;
    }

    public async Task<int> ReturnAsync(CancellationToken cancellationToken)
    {
        var result = await call.AskAsync(
            "what becomes of " + target,
            limited => target.Device is { } device ? call.Silo.UncordonAsync(target.Host, device, limited) : call.Silo.UndrainAsync(target.Host, limited),
            cancellationToken);
        if (!StructuredOutput.TryWrite(_surroundings.Output, call.Format, result))
        {
            Draw(result);
        }

        return ExitCode.Done;
    }

    private void Draw(MaintenanceResult result)
    {
        _surroundings.Output.WriteLine($"{target} {(result.Changed ? "is now" : "was already")} {result.State}");
        if (result.Moves.IsEmpty)
        {
            return;
        }

        var table = new TableWriter(_surroundings, "REPLICA", "GOES TO", "DEVICES", "WHY");
        foreach (var move in result.Moves)
        {
            table.Row(
                move.Replica.ToString(),
                move.HasRoom ? move.Host ?? "" : Cell.Bad("stays"),
                move.HasRoom ? (move.Devices.IsEmpty ? "cpu" : string.Join(' ', move.Devices)) : "",
                string.Join("; ", move.Reasons));
        }

        table.Write();
    }

    /// <summary>Until only those lease there that have no other place.</summary>
    private Task<bool> WaitAsync(HashSet<string> staying, TimeSpan patience, CancellationToken cancellationToken)
    {
        var told = -1;
        return Polling.UntilAsync(
            _surroundings,
            patience,
            async () =>
            {
                var hosts = await call.AskAsync("the hosts", limited => call.Silo.GetHostsAsync(limited), cancellationToken);
                if (hosts.FirstOrDefault(host => host.Host == target.Host) is not { } known)
                {
                    return false;
                }

                var left = known.Leases.Count(lease => (target.Device is not { } device || lease.Devices.Contains(device)) && !staying.Contains(lease.Replica.ToString()));
                if (left != told && left > 0)
                {
                    _surroundings.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target}: {left} leases left"));
                }

                told = left;
                return left == 0;
            },
            cancellationToken);
    }

    private Problem NotInTime(TimeSpan patience) => new()
    {
        Code = ErrorCodes.MaintenanceRefused,
        Where = target.ToString(),
        Message = $"it takes no new leases, but was not empty within {SpecUnits.FormatDuration(patience)}; what is left is replaced all the same",
        Next = $"krewe replicas --host {target.Host} --watch; 'krewe events --host {target.Host}' says what it waits for; or wait longer (--wait)",
    };
}
