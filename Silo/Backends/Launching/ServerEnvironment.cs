using System.Collections;
using System.Globalization;
using Krewe.Silo.Backends.Accelerators;

namespace Krewe.Silo.Backends.Launching;

/// <summary>Builds the environment of a model server: a short list of what every program needs, and the spec's own. Nothing else of the silo's.</summary>
internal static class ServerEnvironment
{
    /// <summary>Marks every process of one start, so that those which left the group can still be found.</summary>
    public const string RunVariable = "KREWE_RUN";

    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal)
    {
        "HOME", "USER", "LOGNAME", "PATH", "TMPDIR", "TZ", "LANG", "LANGUAGE", "LD_LIBRARY_PATH",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "CUDA_HOME", "CUDA_PATH",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR",
    };

    /// <summary>Builds the environment. The grant's own variables win over the spec's: a server sees no other devices than those granted.</summary>
    public static Dictionary<string, string> Build(IDictionary silo, LaunchOrder order, int port, string runId, MpsDaemon? mps = null)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = DefaultPath };
        foreach (DictionaryEntry entry in silo)
        {
            if (entry is { Key: string name, Value: string value } && (Inherited.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal)))
            {
                environment[name] = value;
            }
        }

        foreach (var (name, value) in order.Environment)
        {
            environment[name] = WithPort(value, port);
        }

        environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        AcceleratorSetter.Apply(environment, order.Accelerators, mps);
        environment[RunVariable] = runId;
        return environment;
    }

    /// <summary>Replaces <c>{port}</c>.</summary>
    public static string WithPort(string text, int port) =>
        text.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
