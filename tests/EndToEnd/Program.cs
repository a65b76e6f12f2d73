using Krewe.EndToEnd.Migrations;
using Krewe.Testing.Servers;

// A model server for the tests, or a test in any length:
// dotnet run -c Release --project tests/EndToEnd -- migration-kills [--phase loading] [--victim pool] [--rounds 1] [--seed 1]
switch (args)
{
    case [LeanServer.Name, .. var rest]:
        return await LeanServer.RunAsync(rest);
    case [KillProgram.Name, .. var rest]:
        return await KillProgram.RunAsync(rest);
    default:
        Console.Error.WriteLine($"usage: dotnet run -c Release --project tests/EndToEnd -- {KillProgram.Name} [--phase NAME] [--victim source|target|pool] [--rounds N] [--seed N]");
        return 1;
}
