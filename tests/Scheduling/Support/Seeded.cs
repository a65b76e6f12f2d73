using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Krewe.Scheduling.Tests.Support;

/// <summary>Runs a property on the same cases each time: the seed is part of the test.</summary>
internal static class Seeded
{
    public static void ForAll<T>(ulong seed, Gen<T> cases, Action<T> property, int count = 300)
    {
        // A gamma of a splittable generator is odd.
        var replay = new Replay(new Rnd(seed, 0x9E3779B97F4A7C15), FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(FSharpOption<Replay>.Some(replay));
        Check.One(config, Prop.ForAll(cases.ToArbitrary(), property));
    }

    public static Gen<T[]> ArrayOf<T>(this Gen<T> element, int least, int most) =>
        Gen.Choose(least, most).SelectMany(length => element.ArrayOf(length));
}
