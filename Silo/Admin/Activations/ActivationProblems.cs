using Krewe.Errors;
using Krewe.Grains.Catalog;

namespace Krewe.Silo.Admin.Activations;

/// <summary>What is refused about grains, in words.</summary>
internal static class ActivationProblems
{
    public static Problem TypeUnknown(string type) => new()
    {
        Code = ErrorCodes.NotFound,
        Message = $"there is no type of grains '{Cut(type)}'",
        Where = "type",
        Reasons = [.. GrainCatalog.Types.Keys.Select(known => $"there is '{known}'")],
        Next = "GET /admin/v1/grains/summary lists the types that are active",
    };

    public static Problem SiloUnknown(string silo, IEnumerable<string> active) => new()
    {
        Code = ErrorCodes.NotFound,
        Message = $"no active silo is named '{Cut(silo)}'",
        Where = "silo",
        Reasons = [.. active.Select(name => $"there is '{name}'")],
    };

    public static Problem NotOurs(string grain) => new()
    {
        Code = ErrorCodes.GrainActionRefused,
        Message = $"grain '{Cut(grain)}' is not of this house: it belongs to the engine, which looks after it itself",
        Where = "type",
    };

    public static Problem Immovable(string grain) => new()
    {
        Code = ErrorCodes.GrainActionRefused,
        Message = $"grain '{Cut(grain)}' cannot be moved: its key or its lease says where it is",
        Where = "type",
        Next = "a replica moves when its host is drained or its device cordoned",
    };

    public static Problem WrongRegion(string grain, string region, string silo, string? siloRegion) => new()
    {
        Code = ErrorCodes.GrainActionRefused,
        Message = $"grain '{Cut(grain)}' belongs to region '{region}', and silo '{Cut(silo)}' is in {(siloRegion is null ? "none that is known yet" : $"'{siloRegion}'")}",
        Where = "silo",
        Next = "name a silo of its region",
    };

    private static string Cut(string text) => text.Length > 100 ? text[..100] + "..." : text;
}
