using System.Globalization;
using Krewe.Errors;
using Krewe.Specs.Yaml;

namespace Krewe.Silo.Configuration;

/// <summary>Settings that name a file of YAML: read once, each problem in it with its place.</summary>
/// <param name="values">What was given.</param>
/// <param name="problems">Takes what is wrong.</param>
internal abstract class SettingFiles(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingValues(values, problems)
{
    /// <summary>What a file says; <paramref name="none"/> where none is named or it cannot be read.</summary>
    protected T File<T>(SettingDefinition setting, T none, Func<string, string, (T File, IEnumerable<SpecReadProblem> Problems)> read)
    {
        if (!Text(setting, out var source))
        {
            return none;
        }

        try
        {
            var (file, found) = read(System.IO.File.ReadAllText(source.Value), source.Value);
            Problems.AddRange(found.Select(problem => new Problem
            {
                Code = problem.Code,
                Message = problem.Key.Length == 0 ? problem.Message : $"{problem.Key}: {problem.Message}",
                Where = string.Create(CultureInfo.InvariantCulture, $"{problem.File}:{problem.Line}:{problem.Column}"),
            }));
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Add(source, setting, exception.Message);
            return none;
        }
    }
}
