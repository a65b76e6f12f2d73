using Krewe.Bench;
using Krewe.Bench.Engine;
using Krewe.Bench.Reporting;

if (args is [] or ["--help" or "-h", ..])
{
    Console.WriteLine("usage: dotnet run -c Release --project bench -- NAME [--json FILE] [options]");
    foreach (var known in BenchmarkCatalog.All)
    {
        Console.WriteLine($"  {known.Name,-10} {known.Help}");
    }

    return 0;
}

if (args[0] == OtherProcess.Verb)
{
    return await OtherProcess.RunAsync(args[1..]);
}

if (BenchmarkCatalog.All.FirstOrDefault(benchmark => benchmark.Name == args[0]) is not { } chosen)
{
    Console.Error.WriteLine($"There is no benchmark '{args[0]}'; there are: {string.Join(", ", BenchmarkCatalog.All.Select(benchmark => benchmark.Name))}.");
    return 1;
}

var options = BenchOptions.Parse(args[1..]);
var rows = await chosen.RunAsync(options);
Report.Write(Console.Out, chosen.Name, options, rows);
if (options.JsonFile is { } file)
{
    await Report.WriteJsonAsync(file, rows);
}

return rows.All(row => row.Holds != false) ? 0 : 2;
