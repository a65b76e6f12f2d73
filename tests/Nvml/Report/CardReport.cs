using System.Globalization;
using System.Reflection;
using Krewe.Nvml.Tests.Binding;
using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Report;

/// <summary>Runs the tests that hold on any card without a test runner, and tells what each function of the library gave and how long it took.</summary>
internal static class CardReport
{
    public static int Run(TextWriter output)
    {
        if (NvmlLibrary.TryLoad(null, out var library, out var problem) != NvmlReturn.Success)
        {
            output.WriteLine(problem);
            return 1;
        }

        using (library)
        {
            output.WriteLine($"library {library!.Path}, NVML {Text(library.TryGetNvmlVersion(out var nvml), nvml)}, driver {Text(library.TryGetDriverVersion(out var driver), driver)}");
            var failed = RunTests(output);
            TellQuantities(library, output);
            TellFunctions(library, output);
            output.WriteLine(failed == 0 ? "all tests passed" : $"{failed} tests failed");
            return failed == 0 ? 0 : 1;
        }
    }

    private static int RunTests(TextWriter output)
    {
        var failed = 0;
        foreach (var test in typeof(CardTests).GetMethods().Where(method => method.GetCustomAttribute<CardFactAttribute>() is { Skip: null }))
        {
            try
            {
                using var tests = new CardTests();
                test.Invoke(tests, null);
                output.WriteLine($"passed  {test.Name}");
            }
            catch (TargetInvocationException exception)
            {
                failed++;
                output.WriteLine($"FAILED  {test.Name}: {exception.InnerException?.Message.ReplaceLineEndings(" ")}");
            }
        }

        return failed;
    }

    /// <summary>Reads only: no method that sets, makes or destroys anything.</summary>
    private static void TellQuantities(NvmlLibrary library, TextWriter output)
    {
        var quantities = EveryMemberTests.Methods(typeof(NvmlDevice))
            .Where(method => method.Name.StartsWith("TryGet", StringComparison.Ordinal) && method.GetParameters() is [{ IsOut: true }])
            .OrderBy(method => method.Name, StringComparer.Ordinal).ToList();
        for (var i = 0; i < library.DeviceCount; i++)
        {
            var code = library.TryGetDevice(i, out var gpu);
            output.WriteLine($"device {i}: {code}, {Text(gpu.TryGetName(out var name), name)}");
            foreach (var quantity in quantities)
            {
                object?[] values = [null];
                var given = (NvmlReturn)quantity.Invoke(gpu, values)!;
                // Not who it is, but how it is: a report can be passed on.
                var isSecret = quantity.Name is "TryGetUuid" or "TryGetSerial";
                output.WriteLine($"  {quantity.Name["TryGet".Length..],-28} {given,-24} {(given != NvmlReturn.Success || isSecret ? "" : Convert.ToString(values[0], CultureInfo.InvariantCulture))}");
            }

            var fields = Enumerable.Range(1, 300).Select(id => new NvmlFieldValue((uint)id)).ToArray();
            if (gpu.TryGetFieldValues(fields) == NvmlReturn.Success)
            {
                output.WriteLine($"  fields: {string.Join(' ', fields.Where(field => field.Code == NvmlReturn.Success).Select(field => $"{field.FieldId}={field.UInt64}"))}");
            }
        }
    }

    private static void TellFunctions(NvmlLibrary library, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"function",-44} {"there",-6} {"calls",6} {"failed",6} {"mean µs",10} {"most µs",10}  last code"));
        foreach (var function in Enum.GetValues<NvmlFunction>())
        {
            var cost = library.GetStatistics(function);
            var mean = cost.Calls == 0 ? 0 : cost.Total.TotalMicroseconds / cost.Calls;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{function,-44} {(library.HasFunction(function) ? "yes" : "no"),-6} {cost.Calls,6} {cost.Failures,6} {mean,10:0.0} {cost.Longest.TotalMicroseconds,10:0.0}  {(cost.Calls == 0 ? "" : cost.LastCode)}"));
        }
    }

    private static string Text(NvmlReturn code, string text) => code == NvmlReturn.Success ? text : code.ToString();
}
