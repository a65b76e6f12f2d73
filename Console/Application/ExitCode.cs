using Krewe.Errors;

namespace Krewe.Commands.Application;

/// <summary>What the console ends with.</summary>
internal static class ExitCode
{
    /// <summary>It is done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done: a wrong call, a wrong file, no silo, an error.</summary>
    public const int Error = 1;

    /// <summary>The cluster understood and refused: not placed, not ready in time, overloaded, too late.</summary>
    public const int Refused = 2;

    /// <summary>The code for a problem.</summary>
    public static int Of(Problem problem) => problem.Code switch
    {
        ErrorCodes.ModelNotReady or ErrorCodes.QueueFull or ErrorCodes.DeadlineUnreachable or ErrorCodes.DeadlineExpired or ErrorCodes.Shed
            or ErrorCodes.ModelRemoved or ErrorCodes.SiloStopping or ErrorCodes.PoolEmpty or ErrorCodes.NotPlaced or ErrorCodes.LeaseRefused
            or ErrorCodes.MaintenanceRefused or ErrorCodes.GrainActionRefused or ErrorCodes.MigrationRefused or ErrorCodes.MigrationFailed => Refused,
        _ => Error,
    };
}
