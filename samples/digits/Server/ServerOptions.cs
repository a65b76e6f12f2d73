using System.Globalization;

namespace Digits.Server;

/// <summary>The command line and environment.</summary>
/// <param name="Port">Loopback port; 0 lets the system choose one, which is printed.</param>
/// <param name="Weights">The weights file.</param>
internal sealed record ServerOptions(int Port, string Weights)
{
    /// <summary>What the program understands.</summary>
    public const string Usage = "usage: Digits.Server --port N [--weights FILE]   (without --port: PORT of the environment)";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or there is no valid port; the message names it.</exception>
    public static ServerOptions Parse(IReadOnlyList<string> args, string? environmentPort)
    {
        (string source, string? port) = ("PORT", environmentPort);
        string weights = Path.Combine(AppContext.BaseDirectory, "weights.bin");
        for (int i = 0; i < args.Count; i += 2)
        {
            string? value = i + 1 < args.Count ? args[i + 1] : null;
            switch (args[i])
            {
                case "--port":
                    (source, port) = ("--port", value);
                    break;
                case "--weights" when value is not null:
                    weights = value;
                    break;
                default:
                    throw new ArgumentException($"'{args[i]}' is not an option with a value.");
            }
        }
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > IPEndPointMax)
            throw new ArgumentException($"{source} is '{port}'; valid is a port 0..{IPEndPointMax}.");
        return new ServerOptions(number, weights);
    }

    private const int IPEndPointMax = System.Net.IPEndPoint.MaxPort;
}
