using System.Reflection;
using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Binding;

/// <summary>Every public member of a device and of the library, called with plausible arguments: none throws what it does not say.</summary>
public sealed class EveryMemberTests
{
    public static IEnumerable<MethodInfo> Methods(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => (method.Name.StartsWith("Try", StringComparison.Ordinal) || method.Name.StartsWith("Get", StringComparison.Ordinal))
            && method.Name is not ("GetHashCode" or "GetType")
            && !method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike));

    [FakeFact]
    public void Methods_OfADevice_AllAnswer()
    {
        using var fake = new FakeNvml(Everything);
        using var library = fake.Open();
        var called = 0;
        foreach (var device in new[] { library.GetDevice(0), library.GetDevice(1), library.GetDevice(1).GetMigDevices()[0], library.GetDevice(2) })
        {
            foreach (var method in Methods(typeof(NvmlDevice)))
            {
                Call(method, device, library);
                called++;
            }
        }

        Assert.True(called > 500, called.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [FakeFact]
    public void Methods_OfTheLibrary_AllAnswer()
    {
        using var fake = new FakeNvml(Everything);
        using var library = fake.Open();
        Assert.All(Methods(typeof(NvmlLibrary)).Where(method => method.Name != nameof(NvmlLibrary.TryReload)), method => Call(method, library, library));
    }

    /// <summary>Each TryGetX that a throwing GetX belongs to has one.</summary>
    [Fact]
    public void Quantities_OfADevice_AreThereTwice()
    {
        var names = typeof(NvmlDevice).GetMethods().Select(method => method.Name).ToHashSet();
        var single = names.Where(name => name.StartsWith("TryGet", StringComparison.Ordinal) && !names.Contains(name[3..])).Order(StringComparer.Ordinal);
        Assert.Equal(["TryGetGpuInstanceProfile", "TryGetMigDevice"], single);
    }

    internal const string Everything = """
        gpu.0.like = h100
        gpu.1.like = h100
        gpu.2.like = t4
        gpu.1.mig = 1
        gpu.1.gi = 1 19 0 1
        gpu.1.gi = 5 9 4 4
        topology.0.1 = 20
        gpu.0.accounting = 1
        gpu.0.fan = 30
        gpu.0.process = compute 100 2000000000 -1 -1 35 20 0 0
        gpu.0.process = graphics 101 1000 -1 -1 0 0 0 0
        gpu.0.process = mps 102 max -1 -1 0 0 0 0
        gpu.1.process = compute 103 5000 1 0
        gpu.0.sample.1 = 10 20 30
        name.100 = python3
        """;

    private static void Call(MethodInfo method, object target, NvmlLibrary library)
    {
        var arguments = method.GetParameters().Select(parameter => Argument(parameter, library)).ToArray();
        try
        {
            var result = method.Invoke(target, arguments);
            Assert.True(result is not NvmlReturn code || Enum.IsDefined(code), $"{method.Name} gave {result}");
        }
        catch (TargetInvocationException exception)
        {
            var inner = Assert.IsType<NvmlException>(exception.InnerException);
            Assert.True(inner.Class is NvmlReturnClass.Unsupported or NvmlReturnClass.NoData or NvmlReturnClass.Caller, $"{method.Name}: {inner.Message}");
        }
    }

    private static object? Argument(ParameterInfo parameter, NvmlLibrary library)
    {
        if (parameter.IsOut)
        {
            return null;
        }

        var type = parameter.ParameterType;
        return type == typeof(NvmlDevice) ? library.GetDevice(1)
            : type == typeof(NvmlGpmSample) ? library.CreateGpmSample()
            : type == typeof(string) ? library.GetDevice(0).GetUuid()
            : type == typeof(NvmlRange) ? new NvmlRange(300, 1000)
            : type == typeof(int) && parameter.Name == "words" ? 2
            : type == typeof(uint) && parameter.Name == "milliwatts" ? 300_000u
            : type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}
