using System.Globalization;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Commands.Terminal;
using Krewe.Errors;
using Krewe.Specs;

namespace Krewe.Commands.Watching;

/// <summary>
/// Shows a view again and again. A terminal is painted over; elsewhere the view is printed when it is another than before, JSON as one
/// line each time and YAML as a document each time. The first answer must come; later a silo may be away for a while.
/// </summary>
internal sealed class Watcher<T>(Call call, View<T> view, TimeSpan interval)
{
    private readonly Surroundings _surroundings = call.Surroundings;
    private string? _shown;
    private string? _told;

    /// <summary>Until the user ends it, which is no error.</summary>
    public async Task<int> WatchAsync(CancellationToken cancellationToken)
    {
        var data = await call.AskAsync(view.What, view.Fetch, cancellationToken);
        Problem? problem = null;
        while (true)
        {
            Show(data, problem ?? Missing());
            try
            {
                await Task.Delay(interval, _surroundings.Time, cancellationToken);
                (data, problem) = (await call.AskAsync(view.What, view.Fetch, cancellationToken), null);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Done;
            }
            catch (KreweException exception)
            {
                problem = exception.Problem;
            }
        }
    }

    private Problem? Missing() => call.TakeMissing() is { IsEmpty: false } missing ? Views.Missing(missing) : null;

    private void Show(T data, Problem? problem)
    {
        if (_surroundings.Screen is { } screen && call.Format is OutputFormat.Table or OutputFormat.Wide)
        {
            Paint(screen, data, problem);
            return;
        }

        var text = problem?.ToString();
        if (problem is not null && text != _told)
        {
            ProblemWriter.Write(_surroundings.Error, problem);
        }

        _told = text;
        var line = JsonSerializer.Serialize(data, KreweJson.Options);
        if (line != _shown)
        {
            Print(data, line);
            _shown = line;
        }
    }

    private void Print(T data, string line)
    {
        switch (call.Format)
        {
            case OutputFormat.Json:
                _surroundings.Output.WriteLine(line);
                return;
            case OutputFormat.Yaml:
                _surroundings.Output.WriteLine("---");
                break;
            case var _ when _shown is not null:
                _surroundings.Output.WriteLine();
                break;
        }

        Views.Print(call, view, data, _surroundings);
    }

    /// <summary>Line by line over what was there, without clearing first, so that nothing flickers.</summary>
    private void Paint(IScreen screen, T data, Problem? problem)
    {
        using var text = new StringWriter { NewLine = "\n" };
        view.Draw(data, _surroundings with { Output = text, Width = screen.Width });
        var head = string.Create(CultureInfo.InvariantCulture, $"{Words.Time(_surroundings.Time.GetUtcNow())}, every {SpecUnits.FormatDuration(interval)}; Ctrl+C ends it");
        string[] lines = [problem is null ? head : $"{head}; {problem}", "", .. text.ToString().TrimEnd('\n').Split('\n')];
        var fits = Math.Max(1, screen.Height - 1);
        if (lines.Length > fits)
        {
            lines = [.. lines.Take(fits - 1), string.Create(CultureInfo.InvariantCulture, $"... {lines.Length - fits + 1} more lines")];
        }

        lines[0] = lines[0].Length > screen.Width ? lines[0][..screen.Width] : lines[0];
        screen.Write((_shown is null ? Ansi.ClearScreen : "") + Ansi.Home + string.Concat(lines.Select(line => line + Ansi.ClearLine + "\n")) + Ansi.ClearBelow);
        _shown = "";
    }
}
