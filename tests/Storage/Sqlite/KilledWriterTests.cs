using System.Globalization;

namespace Krewe.Storage.Tests.Sqlite;

public sealed class KilledWriterTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kill_AmidWrites_EveryAcknowledgedWriteIsThere()
    {
        var acknowledged = new Dictionary<string, long>();
        for (var round = 0; round < 3; round++)
        {
            using var child = new ChildProcess("write", Path.Combine(_directory.Path, $"{round}"));
            acknowledged.Clear();
            for (var lines = 0; lines < 200 + (37 * round); lines++)
            {
                Note(acknowledged, await child.ReadLineAsync());
            }

            // The last line may be cut: it was then not read, and what was not read was not relied upon.
            foreach (var line in (await child.KillAsync())[..^1])
            {
                Note(acknowledged, line);
            }

            await AssertStoredAsync(Path.Combine(_directory.Path, $"{round}"), acknowledged);
        }
    }

    private static void Note(Dictionary<string, long> acknowledged, string line)
    {
        var parts = line.Split(' ');
        acknowledged[parts[0]] = long.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    private static async Task AssertStoredAsync(string directory, Dictionary<string, long> acknowledged)
    {
        var options = new Krewe.Storage.Sqlite.SqliteStorageOptions { DataDirectory = directory };
        await using var storage = new Krewe.Storage.Sqlite.SqliteGrainStorage("reader", options, TimeProvider.System);
        Assert.Equal(EndlessWriter.Grains, acknowledged.Count);
        foreach (var (grain, value) in acknowledged)
        {
            // One more may be on disk: committed, and killed before it was acknowledged.
            Assert.InRange((await storage.ReadAsync(grain)).State!.Number, value, value + 1);
        }
    }
}
