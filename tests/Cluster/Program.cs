using Krewe.Cluster.Tests.Scenarios;
using Krewe.Cluster.Tests.TestSilo;

// A silo for the tests, or a scenario in any length:
// dotnet run -c Release --project tests/Cluster -- (kill | postgres | pause | rolling | neighbours) [--option value ...]
return args is ["silo", .. var settings] ? await TestSiloProgram.RunAsync(settings) : await LongForm.RunAsync(args);
