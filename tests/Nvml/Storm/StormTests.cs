using System.Globalization;
using System.Reflection;
using Krewe.Nvml.Tests.Binding;
using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Storm;

/// <summary>
/// Calls of every kind in random order from eight threads, with devices that are lost and return, reloads and a shutdown in between. The fake is in strict
/// mode: what would crash the real library aborts the process. A million calls; another number with KREWE_NVML_CALLS.
/// </summary>
public sealed class StormTests
{
    private const int Threads = 8;
    private static readonly MethodInfo[] DeviceMethods = [.. EveryMemberTests.Methods(typeof(NvmlDevice)).Where(IsSimple)];
    private static readonly MethodInfo[] LibraryMethods = [.. EveryMemberTests.Methods(typeof(NvmlLibrary)).Where(IsSimple).Where(method => method.Name != nameof(NvmlLibrary.TryReload))];

    [FakeTheory]
    [InlineData(1)]
    public void Calls_InAStorm_NeitherCrashNorLeak(int seed)
    {
        var calls = int.Parse(Environment.GetEnvironmentVariable("KREWE_NVML_CALLS") ?? "1000000", CultureInfo.InvariantCulture);
        using var fake = new FakeNvml("strict = 1\n" + EveryMemberTests.Everything);
        using var library = fake.Open();
        var left = calls;
        Exception? failure = null;
        var outcomes = new long[1000];
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            var random = new Random((seed * 100) + number);
            var known = new List<NvmlDevice> { default };
            try
            {
                while (Interlocked.Decrement(ref left) >= 0 && Volatile.Read(ref failure) is null)
                {
                    var code = Step(random, library, fake, known);
                    Interlocked.Increment(ref outcomes[(int)code]);
                    if (code == NvmlReturn.Uninitialized && !library.IsInitialized)
                    {
                        // Refused while a reload is under way: that is not what is counted.
                        Interlocked.Increment(ref left);
                        Thread.Yield();
                    }
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Null(failure);
        // It was a storm: everything happened.
        var told = string.Join(' ', outcomes.Select((count, code) => (count, code)).Where(pair => pair.count > 0).Select(pair => $"{(NvmlReturn)pair.code}={pair.count}"));
        told += $" open={library.IsInitialized} generation={library.Generation} inits={fake.Inits} flight={fake.InFlight}";
        Assert.True(outcomes[(int)NvmlReturn.Success] > calls / 10, told);
        Assert.True(outcomes[(int)NvmlReturn.Uninitialized] > 0 && outcomes[(int)NvmlReturn.GpuIsLost] > 0 && outcomes[(int)NvmlReturn.NotSupported] > 0, told);
        Assert.True(library.Generation > 3, library.Generation.ToString(CultureInfo.InvariantCulture));
        library.Dispose();
        Assert.Equal((0, 0, 0), (fake.Alive, fake.Inits, library.OwnedHandles));
    }

    private static bool IsSimple(MethodInfo method) => method.ReturnType == typeof(NvmlReturn)
        && method.GetParameters().All(parameter => parameter.IsOut || parameter.ParameterType.IsPrimitive || parameter.ParameterType.IsEnum || parameter.ParameterType == typeof(NvmlDevice))
        && !method.GetParameters().Any(parameter => parameter.IsOut && typeof(IDisposable).IsAssignableFrom(parameter.ParameterType.GetElementType()));

    private static NvmlReturn Step(Random random, NvmlLibrary library, FakeNvml fake, List<NvmlDevice> known)
    {
        switch (random.Next(1000))
        {
            case 0 when random.Next(4) == 0:
                return library.TryReload();
            case < 4:
                fake.Load($"gpu.{random.Next(3)}.lost = {(random.Next(4) == 0 ? 1 : 0)}");
                return NvmlReturn.Success;
            case < 40:
                var code = library.TryGetDevice(random.Next(4), out var device);
                known.Add(device);
                if (code == NvmlReturn.Success && device.TryGetMigDevice(random.Next(8), out var part) == NvmlReturn.Success)
                {
                    known.Add(part);
                }

                // Old handles are used for a while, and then no more.
                if (known.Count > 8)
                {
                    known.RemoveAll(old => old.IsStale && !old.IsNone);
                    known.RemoveRange(1, known.Count > 8 ? 4 : 0);
                }

                return code;
            case < 60:
                return WithSamples(random, library, known);
            case < 80:
                return WithEvents(random, library, fake, known);
            case < 110:
                return known[random.Next(known.Count)].TryGetProcesses((NvmlProcessKind)random.Next(3), new NvmlProcess[random.Next(4)], out _);
            case < 140:
                var fields = new NvmlFieldValue[random.Next(1, 8)];
                for (var i = 0; i < fields.Length; i++)
                {
                    fields[i] = new NvmlFieldValue((uint)random.Next(300), (uint)random.Next(3));
                }

                return known[random.Next(known.Count)].TryGetFieldValues(fields);
            case < 200:
                return Invoke(random, LibraryMethods[random.Next(LibraryMethods.Length)], library, known);
            default:
                return Invoke(random, DeviceMethods[random.Next(DeviceMethods.Length)], known[random.Next(known.Count)], known);
        }
    }

    private static NvmlReturn WithSamples(Random random, NvmlLibrary library, List<NvmlDevice> known)
    {
        if (library.TryCreateGpmSample(out var first) is var code && first is null)
        {
            return code;
        }

        if (random.Next(4) > 0)
        {
            // Else only the next allocation, or the shutdown, frees it.
            using (first)
            {
                code = known[random.Next(known.Count)].TryTakeGpmSample(first);
                return code == NvmlReturn.Success ? library.TryGetGpmMetrics(first, first, new NvmlGpmMetric[random.Next(5)]) : code;
            }
        }

        return code;
    }

    private static NvmlReturn WithEvents(Random random, NvmlLibrary library, FakeNvml fake, List<NvmlDevice> known)
    {
        if (library.TryCreateEventSet(out var events) is var code && events is null)
        {
            return code;
        }

        using (events)
        {
            events.TryRegister(known[random.Next(known.Count)], NvmlEventTypes.XidCriticalError);
            fake.Post(random.Next(3), NvmlEventTypes.XidCriticalError, 13);
            return events.TryWait(TimeSpan.FromMilliseconds(random.Next(3)), out _);
        }
    }

    private static NvmlReturn Invoke(Random random, MethodInfo method, object target, List<NvmlDevice> known)
    {
        var arguments = Array.ConvertAll(method.GetParameters(), parameter => parameter.IsOut ? null
            : parameter.ParameterType == typeof(NvmlDevice) ? known[random.Next(known.Count)]
            : parameter.ParameterType == typeof(bool) ? random.Next(2) == 0
            : parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, random.Next(6))
            : parameter.ParameterType == typeof(string) ? (object)"GPU-"
            : Convert.ChangeType(random.Next(-1, 20) is var number && number < 0 && parameter.ParameterType != typeof(int) ? 0 : number, parameter.ParameterType, CultureInfo.InvariantCulture));
        return (NvmlReturn)method.Invoke(target, arguments)!;
    }
}
