using System.CommandLine;
using Krewe.Commands.Application;

namespace Krewe.Commands.Watching;

/// <summary>The options of the verbs that show what is: show it once, or again and again.</summary>
internal sealed class WatchOptions
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    private readonly Option<bool> _watch = new("--watch", "-w")
    {
        Description = "Show it again and again until Ctrl+C: in place in a terminal, else each time that it is another.",
    };

    private readonly Option<TimeSpan?> _interval = new("--interval")
    {
        Description = "How often --watch looks, such as 500ms or 10s; at least 100ms. [default: 2s]",
        HelpName = "TIME",
        CustomParser = result => DurationArgument.Parse(result, Least),
    };

    public void AddTo(Command command)
    {
        command.Add(_watch);
        command.Add(_interval);
    }

    /// <summary>How often; null for once.</summary>
    public TimeSpan? Interval(ParseResult parsed) => parsed.GetValue(_watch) ? parsed.GetValue(_interval) ?? DefaultInterval : null;
}
