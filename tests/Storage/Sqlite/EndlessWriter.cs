using System.Globalization;
using Krewe.Storage.Sqlite;
using Orleans;

namespace Krewe.Storage.Tests.Sqlite;

/// <summary>Several grains that each write 1, 2, 3, ... and print <c>grain value</c> once the write was acknowledged.</summary>
internal static class EndlessWriter
{
    public const int Grains = 8;

    public static async Task RunAsync(string directory)
    {
        await using var storage = new SqliteGrainStorage("writer", new SqliteStorageOptions { DataDirectory = directory }, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, Grains).Select(grain => WriteAsync(storage, grain.ToString(CultureInfo.InvariantCulture))));
    }

    private static async Task WriteAsync(SqliteGrainStorage storage, string grain)
    {
        var state = new GrainState<Sample>();
        for (var value = 1L; ; value++)
        {
            state.State = new Sample { Number = value, Text = new string('x', 2_000) };
            await storage.WriteStateAsync("state", StorageFixture.Grain(grain), state);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{grain} {value}"));
        }
    }
}
