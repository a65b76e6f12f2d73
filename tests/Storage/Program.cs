using Krewe.Storage.Tests.Sqlite;

namespace Krewe.Storage.Tests;

/// <summary>The process that the tests kill. <c>write DIR</c> writes for ever and prints what was acknowledged; <c>lock DIR</c> holds the directory.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["write", var directory]:
                await EndlessWriter.RunAsync(directory);
                return 0;
            case ["lock", var directory]:
                using (Krewe.Storage.Locking.DataDirectoryLock.Acquire(directory))
                {
                    await Console.Out.WriteLineAsync("locked");
                    await Console.In.ReadToEndAsync();
                }

                return 0;
            default:
                return 2;
        }
    }
}
