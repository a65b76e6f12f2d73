using System.Collections.Concurrent;

namespace Krewe.Conformance.Tests.Isolation;

/// <summary>Keeps what it is given, and gives what it keeps.</summary>
public interface IShareGrain : IGrainWithStringKey
{
    Task Keep(Box box);

    Task<Box> Kept();

    Task<string> KeptText();

    Task KeepImmutable([Immutable] List<int> list);

    Task KeepWrapped(Immutable<List<int>> list);

    Task KeepFrozen(Frozen frozen);

    /// <summary>Asks the other grain to keep it, changes it, and says what the other has.</summary>
    Task<string> ShareWith(string other);

    /// <summary>Takes what the other keeps, changes it, and says what the other has.</summary>
    Task<string> TakeFrom(string other);

    Task<bool> SameTwice(Box first, Box second);

    Task<(int[] Array, Dictionary<string, List<int>> Map)> Echo(int[] array, Dictionary<string, List<int>> map);
}

[GenerateSerializer, Alias("conf.box")]
public sealed class Box
{
    [Id(0)]
    public string Text { get; set; } = "";

    [Id(1)]
    public List<int> Items { get; set; } = [];

    [Id(2)]
    public Box? Inner { get; set; }
}

[GenerateSerializer, Immutable, Alias("conf.frozen")]
public sealed class Frozen
{
    [Id(0)]
    public List<int> Items { get; init; } = [];
}

[GrainType("conf.share")]
public sealed class ShareGrain : Grain, IShareGrain
{
    private Box _box = new();

    /// <summary>The objects that arrived, by the grain's key.</summary>
    public static ConcurrentDictionary<string, object> Arrived { get; } = new(StringComparer.Ordinal);

    public Task Keep(Box box)
    {
        _box = box;
        Arrived[this.GetPrimaryKeyString()] = box;
        return Task.CompletedTask;
    }

    public Task<Box> Kept() => Task.FromResult(_box);

    public Task<string> KeptText() => Task.FromResult($"{_box.Text} {string.Join(',', _box.Items)}");

    public Task KeepImmutable(List<int> list)
    {
        Arrived[this.GetPrimaryKeyString()] = list;
        return Task.CompletedTask;
    }

    public Task KeepWrapped(Immutable<List<int>> list)
    {
        Arrived[this.GetPrimaryKeyString()] = list.Value;
        return Task.CompletedTask;
    }

    public Task KeepFrozen(Frozen frozen)
    {
        Arrived[this.GetPrimaryKeyString()] = frozen;
        return Task.CompletedTask;
    }

    public async Task<string> ShareWith(string other)
    {
        var grain = GrainFactory.GetGrain<IShareGrain>(other);
        Box box = new() { Text = "before", Items = [1] };
        await grain.Keep(box);
        box.Text = "after";
        box.Items.Add(2);
        return await grain.KeptText();
    }

    public async Task<string> TakeFrom(string other)
    {
        var grain = GrainFactory.GetGrain<IShareGrain>(other);
        await grain.Keep(new Box { Text = "before", Items = [1] });
        var box = await grain.Kept();
        box.Text = "after";
        box.Items.Add(2);
        return await grain.KeptText();
    }

    public Task<bool> SameTwice(Box first, Box second) => Task.FromResult(ReferenceEquals(first, second));

    public Task<(int[] Array, Dictionary<string, List<int>> Map)> Echo(int[] array, Dictionary<string, List<int>> map)
    {
        ArgumentNullException.ThrowIfNull(array);
        array[0] = -1;
        map["a"].Add(-1);
        return Task.FromResult((array, map));
    }
}
