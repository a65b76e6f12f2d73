using System.Globalization;
using Krewe.Storage.Locking;
using Krewe.Storage.Sqlite;

namespace Krewe.Storage.Tests.Locking;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Acquire_HeldByAnotherProcess_NamesItUntilItIsKilled()
    {
        using var child = new ChildProcess("lock", _directory.Path);
        Assert.Equal("locked", await child.ReadLineAsync());

        var refused = Assert.Throws<StorageException>(() => DataDirectoryLock.Acquire(_directory.Path));
        Assert.Equal(StorageCodes.DataDirectoryInUse, refused.Code);
        Assert.Contains("process " + child.Id.ToString(CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);

        await child.KillAsync();
        DataDirectoryLock.Acquire(_directory.Path).Dispose();
    }

    [Fact]
    public void Acquire_Twice_IsRefusedUntilDisposed()
    {
        var first = DataDirectoryLock.Acquire(_directory.Path);
        Assert.Throws<StorageException>(() => DataDirectoryLock.Acquire(_directory.Path));
        first.Dispose();

        DataDirectoryLock.Acquire(_directory.Path).Dispose();
    }

    [Fact]
    public void Acquire_DirectoryNotThere_MakesItForItsOwnerOnly()
    {
        var path = Path.Combine(_directory.Path, "a", "b");

        using var taken = DataDirectoryLock.Acquire(path);

        Assert.Equal(path, taken.Directory);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void Acquire_PathThroughAFile_SaysThatItCannotBeUsed()
    {
        var file = Path.Combine(_directory.Path, "file");
        File.WriteAllText(file, "");

        foreach (var path in new[] { file, Path.Combine(file, "data") })
        {
            var refused = Assert.Throws<StorageException>(() => DataDirectoryLock.Acquire(path));
            Assert.Equal(StorageCodes.DataDirectoryUnusable, refused.Code);
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Storage_DirectoryHeldByAnotherStorage_IsRefused()
    {
        var options = new SqliteStorageOptions { DataDirectory = _directory.Path };
        await using var first = new SqliteGrainStorage("first", options, TimeProvider.System);
        await first.OpenAsync();

        await using var second = new SqliteGrainStorage("second", options, TimeProvider.System);
        Assert.Equal(StorageCodes.DataDirectoryInUse, (await Assert.ThrowsAsync<StorageException>(second.OpenAsync)).Code);
    }

    [Fact]
    public async Task Storage_LockOfTheHost_IsUsedAndNotReleased()
    {
        using var held = DataDirectoryLock.Acquire(_directory.Path);
        var options = new SqliteStorageOptions { DataDirectory = _directory.Path, Lock = held };
        await using (var storage = new SqliteGrainStorage("storage", options, TimeProvider.System))
        {
            await storage.OpenAsync();
        }

        Assert.Throws<StorageException>(() => DataDirectoryLock.Acquire(_directory.Path));
    }
}
