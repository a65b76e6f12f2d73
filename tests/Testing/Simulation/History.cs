using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Krewe.Testing.Simulation;

/// <summary>What happened in a simulation, in order: one line for each message, turn, timer and state write, with its virtual time.</summary>
public sealed class History : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> _lines = [];

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>SHA-256 over all lines, hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Adds a line.</summary>
    public void Add(TimeSpan at, string kind, string what)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{at.Ticks} {kind} {what}");
        _lines.Add(line);
        _hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
    }

    public void Dispose() => _hash.Dispose();
}
