using Krewe.Errors;

namespace Krewe.Grains.Placement;

internal static class HostErrors
{
    public static KreweException NotLive(GrainId grain, string host, IHostSilos silos) => new(new Problem
    {
        Code = ErrorCodes.HostNotLive,
        Message = $"{grain} belongs on host '{host}', and no live silo has that host; hosts that live: {string.Join(", ", silos.Hosts)}",
        Where = host,
        Next = "start that host's silo; what can run elsewhere is placed elsewhere by itself",
    });
}
