using System.Globalization;
using Krewe.Testing.Silos;
using Orleans;

namespace Krewe.Bench.Activations;

/// <summary>What one activation costs in memory, its grain object, first call and answer included.</summary>
/// <param name="Made">Bytes that were allocated for it, on all threads.</param>
/// <param name="Resting">Bytes that are still held when it rests, found by its grain and in the directory.</param>
internal sealed record ActivationBytes(double Made, double Resting)
{
    /// <summary>In memory, one silo, one call after the other.</summary>
    public static async Task<ActivationBytes> OfGrainsAsync(int count)
    {
        await using var silo = await TestSilo.StartAsync();
        var grains = silo.Grains;
        return await MeasureAsync(count, key => grains.GetGrain<IFreshGrain>(key).Touch());
    }

    /// <summary>The same for objects with a scheduler of their own in a dictionary.</summary>
    public static async Task<ActivationBytes> OfPlainObjectsAsync(int count)
    {
        var objects = new PlainObjects();
        var bytes = await MeasureAsync(count, objects.Touch);
        GC.KeepAlive(objects);
        return bytes;
    }

    private static async Task<ActivationBytes> MeasureAsync(int count, Func<string, Task> touch)
    {
        // As many before as are measured: tables have grown, and what is compiled is.
        string[] keys = [.. Enumerable.Range(0, 2 * count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        for (var number = 0; number < count; number++)
        {
            await touch(keys[number]);
        }

        var (held, made) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(precise: true));
        for (var number = count; number < 2 * count; number++)
        {
            await touch(keys[number]);
        }

        made = GC.GetTotalAllocatedBytes(precise: true) - made;
        held = GC.GetTotalMemory(forceFullCollection: true) - held;
        GC.KeepAlive(keys);
        return new ActivationBytes((double)made / count, (double)held / count);
    }
}
