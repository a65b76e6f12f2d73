using System.Globalization;

namespace Krewe.Testing.Postgres;

/// <summary>Where Debian's packages, or the path, put PostgreSQL's programs.</summary>
internal static class PostgresInstallation
{
    private const string User = "postgres";

    /// <summary>The folder with <c>initdb</c> of the newest version; null when there is none.</summary>
    public static string? Programs { get; } = Find();

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? WhyMissing { get; } =
        !OperatingSystem.IsLinux() ? "The tests start PostgreSQL on Linux only."
        : Programs is null ? "PostgreSQL is not installed: no initdb under /usr/lib/postgresql/*/bin or on the path."
        : Environment.IsPrivilegedProcess && !HasUser() ? $"PostgreSQL does not run as root, and there is no user '{User}'."
        : null;

    /// <summary>What precedes a command so that it does not run as root.</summary>
    public static string[] AsUser => Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=" + User, "--regid=" + User, "--init-groups"]
        : [];

    /// <summary>What precedes the server's command: it ends at once when the process that watches over it does.</summary>
    public static string[] AsUserUntilParentDies => Environment.IsPrivilegedProcess
        ? [.. AsUser, "--pdeathsig=QUIT"]
        : ["setpriv", "--pdeathsig=QUIT"];

    /// <summary>Makes the directory the user's own.</summary>
    public static IEnumerable<string> Own(string directory) => ["chown", User, directory];

    private static string? Find()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(path => double.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var version) ? version : 0)
            : Enumerable.Empty<string>();
        return versions.Select(path => Path.Combine(path, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")));
    }

    private static bool HasUser() =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith(User + ":", StringComparison.Ordinal));
}
