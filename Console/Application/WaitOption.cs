using System.CommandLine;

namespace Krewe.Commands.Application;

/// <summary>How long a verb waits until what it has begun is so.</summary>
internal sealed class WaitOption(string until)
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    private readonly Option<TimeSpan?> _wait = new("--wait")
    {
        Description = $"How long to wait until {until}, such as 60s or 5m; 0 not to wait. [default: 60s]",
        HelpName = "TIME",
        CustomParser = DurationArgument.Parse,
    };

    public void AddTo(Command command) => command.Add(_wait);

    public TimeSpan Of(ParseResult parsed) => parsed.GetValue(_wait) ?? Default;

    /// <param name="parsed">The command line.</param>
    /// <param name="otherwise">How long when it does not say.</param>
    public TimeSpan Of(ParseResult parsed, TimeSpan otherwise) => parsed.GetValue(_wait) ?? otherwise;
}
