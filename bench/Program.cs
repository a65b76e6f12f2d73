using Krewe.Bench;
using Krewe.Bench.Engine;
using Krewe.Bench.Load.Generator;
using Krewe.Bench.Reporting;
using Krewe.Bench.RequestPath.Servers;
using Krewe.Testing.Servers;

// Parts of benchmarks that run as processes of their own.
switch (args)
{
    case [OtherProcess.Verb, .. var other]:
        return await OtherProcess.RunAsync(other);
    case [LoadProgram.Name, var order]:
        return LoadProgram.Run(order);
    case [LeanServer.Name, .. var rest]:
        return await LeanServer.RunAsync(rest);
    case [SleepServer.Name, var milliseconds]:
        return await SleepServer.RunAsync(int.Parse(milliseconds, System.Globalization.CultureInfo.InvariantCulture));
    case [SleepServer.Name, var milliseconds, var port]:
        return await SleepServer.RunAsync(int.Parse(milliseconds, System.Globalization.CultureInfo.InvariantCulture), int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
}

if (args is [] or ["--help" or "-h", ..])
{
    Console.WriteLine("usage: dotnet run -c Release --project bench -- NAME [--json FILE] [options]");
    foreach (var known in BenchmarkCatalog.All)
    {
        Console.WriteLine($"  {known.Name,-12} {known.Help}");
    }

    return 0;
}

if (BenchmarkCatalog.All.FirstOrDefault(benchmark => benchmark.Name == args[0]) is not { } chosen)
{
    Console.Error.WriteLine($"There is no benchmark '{args[0]}'; there are: {string.Join(", ", BenchmarkCatalog.All.Select(benchmark => benchmark.Name))}.");
    return 1;
}

BenchOptions options;
IReadOnlyList<BenchRow> rows;
try
{
    options = BenchOptions.Parse(args[1..]);
    rows = await chosen.RunAsync(options);
}
catch (Exception error) when (error is ArgumentException or InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
{
    // What the caller gave cannot be measured; anything else is a fault of ours and keeps its trace.
    Console.Error.WriteLine(error.Message);
    return 1;
}

Report.Write(Console.Out, chosen.Name, options, rows);
if (options.JsonFile is { } file)
{
    await Report.WriteJsonAsync(file, rows);
}

return rows.All(row => row.Holds != false) ? 0 : 2;
