using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Tests.Reminders;

/// <summary>What every reminder table must do; the same bodies run on each.</summary>
internal static class ReminderTableContract
{
    private static readonly DateTime Time = new(2026, 1, 31, 12, 30, 15, 250, DateTimeKind.Utc);

    public static IReadOnlyDictionary<string, Func<IReminderTable, Task>> All { get; } = new Func<IReminderTable, Task>[]
    {
        Upsert_ThenRead_GivesTheRow,
        Upsert_Again_ChangesTimesAndETag,
        Remove_WithAnOldETag_IsRefused,
        Remove_ThenUpsert_IsAnotherRow,
        ReadRows_OfAGrain_GivesItsOwn,
        ReadRows_OfRanges_GiveEachRowOnce,
        Clear_RemovesAll,
    }.ToDictionary(body => body.Method.Name);

    private static async Task Upsert_ThenRead_GivesTheRow(IReminderTable table)
    {
        var eTag = await table.UpsertRow(Entry("a/b", "r"));
        var row = await table.ReadRow(Grain("a/b"), "r");
        Assert.NotNull(row);
        Assert.Equal((Grain("a/b"), "r", Time, TimeSpan.FromDays(60), eTag), (row.GrainId, row.ReminderName, row.StartAt, row.Period, row.ETag));
        Assert.Equal(DateTimeKind.Utc, row.StartAt.Kind);
        Assert.Null(await table.ReadRow(Grain("a/b"), "s"));
    }

    private static async Task Upsert_Again_ChangesTimesAndETag(IReminderTable table)
    {
        var first = await table.UpsertRow(Entry("a", "r"));
        var second = await table.UpsertRow(Entry("a", "r", Time.AddHours(1)));
        Assert.NotEqual(first, second);
        var row = Assert.Single((await table.ReadRows(Grain("a"))).Reminders);
        Assert.Equal((Time.AddHours(1), second), (row.StartAt, row.ETag));
    }

    private static async Task Remove_WithAnOldETag_IsRefused(IReminderTable table)
    {
        var first = await table.UpsertRow(Entry("a", "r"));
        var second = await table.UpsertRow(Entry("a", "r"));
        Assert.False(await table.RemoveRow(Grain("a"), "r", first!));
        Assert.True(await table.RemoveRow(Grain("a"), "r", second!));
        Assert.False(await table.RemoveRow(Grain("a"), "r", second!));
        Assert.Null(await table.ReadRow(Grain("a"), "r"));
    }

    private static async Task Remove_ThenUpsert_IsAnotherRow(IReminderTable table)
    {
        var first = await table.UpsertRow(Entry("a", "r"));
        await table.UpsertRow(Entry("a", "r"));
        await table.RemoveRow(Grain("a"), "r", (await table.ReadRow(Grain("a"), "r"))!.ETag!);
        Assert.NotEqual(first, await table.UpsertRow(Entry("a", "r")));
    }

    private static async Task ReadRows_OfAGrain_GivesItsOwn(IReminderTable table)
    {
        await table.UpsertRow(Entry("a", "r"));
        await table.UpsertRow(Entry("a", "s"));
        await table.UpsertRow(Entry("b", "r"));
        Assert.Equal(["r", "s"], (await table.ReadRows(Grain("a"))).Reminders.Select(row => row.ReminderName).Order());
        Assert.Empty((await table.ReadRows(Grain("c"))).Reminders);
    }

    private static async Task ReadRows_OfRanges_GiveEachRowOnce(IReminderTable table)
    {
        const int Rows = 40;
        var hashes = new List<uint>();
        for (var number = 0; number < Rows; number++)
        {
            await table.UpsertRow(Entry($"{number}", "r"));
            hashes.Add(Grain($"{number}").GetUniformHashCode());
        }

        Assert.Equal(Rows, (await table.ReadRows(0, 0)).Reminders.Count);
        Assert.Equal(Rows, (await table.ReadRows(hashes[3], hashes[3])).Reminders.Count);
        foreach (var (begin, end) in new[] { (0u, 1u << 31), (hashes[0], hashes[1]), (hashes[1], hashes[0]), (1u << 30, 3u << 30), (3u << 30, 1u << 30), (uint.MaxValue, 5u) })
        {
            var inside = (await table.ReadRows(begin, end)).Reminders.Select(row => row.GrainId.GetUniformHashCode()).Order();
            Assert.Equal(hashes.Where(hash => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end).Order(), inside);
            Assert.Equal(Rows, (await table.ReadRows(begin, end)).Reminders.Count + (await table.ReadRows(end, begin)).Reminders.Count);
        }
    }

    private static async Task Clear_RemovesAll(IReminderTable table)
    {
        await table.UpsertRow(Entry("a", "r"));
        await table.TestOnlyClearTable();
        Assert.Empty((await table.ReadRows(0, 0)).Reminders);
    }

    private static GrainId Grain(string key) => GrainId.Create("test.reminded", key);

    private static ReminderEntry Entry(string key, string name, DateTime? start = null) =>
        new() { GrainId = Grain(key), ReminderName = name, StartAt = start ?? Time, Period = TimeSpan.FromDays(60) };
}
