using System.Globalization;

namespace Krewe.Storage.Locking;

/// <summary>
/// The right of one process to use a data directory. The operating system releases it when the process ends, however it ends;
/// a process that is started by the holder does not inherit it.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    /// <summary>The file that is locked. It is never deleted: a lock on a deleted file would exclude nobody.</summary>
    public const string LockFileName = "krewe.lock";

    /// <summary>The file that tells others who holds the lock; what it says is only a help for people.</summary>
    public const string HolderFileName = "krewe.pid";

    private readonly FileStream _file;

    private DataDirectoryLock(string directory, FileStream file) => (Directory, _file) = (directory, file);

    /// <summary>The directory, absolute.</summary>
    public string Directory { get; }

    /// <summary>Makes the directory where it is not there, and takes the right to use it.</summary>
    /// <param name="directory">The data directory.</param>
    /// <exception cref="StorageException">Another process has it (KRW6002), or the directory cannot be used (KRW6003).</exception>
    public static DataDirectoryLock Acquire(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var path = Path.GetFullPath(directory);
        CreateDirectory(path);
        var file = OpenExclusively(path);
        try
        {
            File.WriteAllText(Path.Combine(path, HolderFileName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw Unusable(path, exception);
        }

        return new DataDirectoryLock(path, file);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void CreateDirectory(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                System.IO.Directory.CreateDirectory(path);
            }
            else
            {
                // It holds the admin token: nobody else's business.
                System.IO.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unusable(path, exception);
        }
    }

    private static FileStream OpenExclusively(string path)
    {
        var file = Path.Combine(path, LockFileName);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
        {
            throw Unusable(path, exception);
        }
        catch (IOException exception) when (File.Exists(file))
        {
            throw new StorageException(
                StorageCodes.DataDirectoryInUse,
                $"the data directory '{path}' is in use by {Holder(path)}; stop that process, or use another directory (--data DIR)",
                exception);
        }
        catch (IOException exception)
        {
            throw Unusable(path, exception);
        }
    }

    private static string Holder(string path)
    {
        try
        {
            return "process " + File.ReadAllText(Path.Combine(path, HolderFileName)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    private static StorageException Unusable(string path, Exception exception) => new(
        StorageCodes.DataDirectoryUnusable,
        $"the data directory '{path}' cannot be used: {exception.Message}; valid: a directory that this user may write to (--data DIR)",
        exception);
}
