namespace Krewe.Architecture.Tests.House;

/// <summary>
/// The rooms and who may use whom. This table is the decision: a project that is not in it, or an edge that is not in it, is an error,
/// and a new room begins with a line here.
/// </summary>
internal static class HousePlan
{
    private const string Api = "Runtime.Abstractions";
    private const string Engine = "Runtime.Engine";
    private const string Generator = "Runtime.Generator";

    /// <summary>The rooms that exist.</summary>
    internal static IReadOnlyList<Room> Rooms { get; } =
    [
        new(Api, "Runtime/Abstractions", Generator),
        new(Engine, "Runtime/Engine", Api, Generator),
        new("Runtime.AdoNet", "Runtime/AdoNet", Api),
        new(Generator, "Runtime/Generator"),
        new("Storage", "Storage", Api, Generator),
        new("Scheduling", "Scheduling"),
        new("Nvml", "Nvml"),
        new("Abstractions", "Abstractions", Api, Generator),
        new("Specs", "Specs", "Abstractions"),
        new("Grains", "Grains", "Abstractions", "Scheduling", Api, Generator),
        new("Client", "Client", "Abstractions"),
        new("Planning", "Planning", "Scheduling", "Specs"),
        new("Console", "Console", "Client", "Specs", "Planning", "Nvml"),
        new("Silo", "Silo", Api, Engine, "Runtime.AdoNet", Generator, "Storage", "Scheduling", "Abstractions", "Specs", "Grains", "Client", "Nvml"),
    ];

    /// <summary>Where the design has room for more; the folder must not appear without its line in <see cref="Rooms"/>.</summary>
    internal static IReadOnlyList<string> FoldersToCome { get; } = [];

    /// <summary>Folders whose projects may use any room and are used by none: they are no part of what is shipped.</summary>
    internal static IReadOnlyList<string> Around { get; } = ["bench", "samples", "tests"];

    /// <summary>Every folder that may stand in the root.</summary>
    internal static IReadOnlyList<string> RootFolders { get; } =
    [
        .. Rooms.Select(room => room.Folder.Split('/')[0]).Distinct(), .. FoldersToCome.Select(folder => folder.Split('/')[0]), .. Around,
        "docs", "deploy",
    ];
}
