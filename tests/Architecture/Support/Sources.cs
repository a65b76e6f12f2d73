namespace Krewe.Architecture.Tests.Support;

/// <summary>All C# files of the repository, parsed once.</summary>
internal static class Sources
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> Parsed =
        new(() => [.. Repository.Files(".cs").AsParallel().AsOrdered().Select(path => new SourceFile(path, Repository.Read(path)))]);

    internal static IReadOnlyList<SourceFile> All => Parsed.Value;

    /// <summary>The rooms' own, without tests, benchmarks and samples.</summary>
    internal static IReadOnlyList<SourceFile> Rooms { get; } =
        [.. All.Where(file => House.HousePlan.Rooms.Any(room => file.Path.StartsWith(room.Folder + "/", StringComparison.Ordinal)))];

    /// <summary>What the users of the house run: the rooms, the benchmarks, the samples.</summary>
    internal static IReadOnlyList<SourceFile> Programs { get; } =
        [.. All.Where(file => !file.Path.StartsWith("tests/", StringComparison.Ordinal))];

    internal static IReadOnlyList<SourceFile> Tests { get; } =
        [.. All.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal))];
}
