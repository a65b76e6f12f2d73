using System.Globalization;
using Krewe.Errors;
using Krewe.Naming;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Krewe.Silo.Configuration;

/// <summary>Gathers settings: the command line before the environment before the file before the defaults. Reports all problems at once.</summary>
internal static class SettingsReader
{
    public static SettingsResult Read(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, MachineFacts machine)
    {
        var problems = new List<Problem>();
        var values = new Dictionary<string, SettingSource>(StringComparer.Ordinal);
        ReadArguments(arguments, values, problems);
        ReadEnvironment(environment, values, problems);
        if (values.TryGetValue(SettingCatalog.Config.Key, out var config))
        {
            ReadFile(config, values, problems);
        }

        foreach (var definition in SettingCatalog.All)
        {
            if (definition.CommonVariable is { } variable && environment.TryGetValue(variable, out var value) && value.Length > 0)
            {
                values.TryAdd(definition.Key, new SettingSource(value, variable));
            }
        }

        var settings = new SettingsParser(values, problems, machine).Parse();
        return new SettingsResult(problems.Count == 0 ? settings : null, [.. problems]);
    }

    private static void ReadArguments(IReadOnlyList<string> arguments, Dictionary<string, SettingSource> values, List<Problem> problems)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var option = equals < 0 ? argument : argument[..equals];
            if (Find(option, definition => definition.Option) is not { } definition)
            {
                problems.Add(Unknown(option, "the command line", definition => definition.Option));
                continue;
            }

            string value;
            if (equals >= 0)
            {
                value = argument[(equals + 1)..];
            }
            else if (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                value = arguments[++i];
            }
            else if (definition.Placeholder.Length == 0)
            {
                value = "true";
            }
            else
            {
                problems.Add(new Problem
                {
                    Code = ErrorCodes.SettingInvalid,
                    Message = $"{definition.Option} has no value; valid: {definition.Valid}",
                    Where = definition.Option,
                });
                continue;
            }

            if (!values.TryAdd(definition.Key, new SettingSource(value, definition.Option)))
            {
                problems.Add(new Problem { Code = ErrorCodes.SettingInvalid, Message = $"{definition.Option} is given twice", Where = definition.Option });
            }
        }
    }

    private static void ReadEnvironment(IReadOnlyDictionary<string, string> environment, Dictionary<string, SettingSource> values, List<Problem> problems)
    {
        foreach (var (variable, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!variable.StartsWith("KREWE_", StringComparison.Ordinal) || ConsoleOnly.Contains(variable))
            {
                continue;
            }

            if (Find(variable, definition => definition.Variable) is { } definition)
            {
                values.TryAdd(definition.Key, new SettingSource(value, variable));
            }
            else
            {
                problems.Add(Unknown(variable, "the environment", definition => definition.Variable));
            }
        }
    }

    /// <summary>Variables of the console, which may be set in the same shell.</summary>
    private static readonly string[] ConsoleOnly = ["KREWE_URL", "KREWE_TOKEN"];

    private static void ReadFile(SettingSource config, Dictionary<string, SettingSource> values, List<Problem> problems)
    {
        try
        {
            using var reader = File.OpenText(config.Value);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 0)
            {
                return;
            }

            if (stream.Documents[0].RootNode is not YamlMappingNode root)
            {
                problems.Add(Invalid(config, "the file is no mapping of keys to values", SettingCatalog.Config));
                return;
            }

            var directory = Path.GetDirectoryName(Path.GetFullPath(config.Value))!;
            foreach (var (keyNode, valueNode) in root.Children)
            {
                var where = string.Create(CultureInfo.InvariantCulture, $"{config.Value}:{keyNode.Start.Line}:{keyNode.Start.Column}");
                var key = (keyNode as YamlScalarNode)?.Value ?? "";
                if (Find(key, definition => definition.Key) is not { } definition || definition == SettingCatalog.Config)
                {
                    problems.Add(Unknown(key, where, definition => definition.Key));
                    continue;
                }

                var text = valueNode switch
                {
                    YamlScalarNode scalar => scalar.Value ?? "",
                    YamlSequenceNode sequence when sequence.Children.All(child => child is YamlScalarNode) => string.Join(',', sequence.Children),
                    _ => null,
                };
                if (text is null)
                {
                    problems.Add(Invalid(new SettingSource("a mapping", where), definition.Valid, definition));
                    continue;
                }

                // Paths in a file are relative to the file.
                values.TryAdd(key, new SettingSource(definition.IsPath ? Path.Combine(directory, text) : text, where));
            }
        }
        catch (YamlException exception)
        {
            problems.Add(Invalid(new SettingSource(config.Value, $"{config.Value}:{exception.Start.Line}:{exception.Start.Column}"), exception.Message, SettingCatalog.Config));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            problems.Add(Invalid(config, exception.Message, SettingCatalog.Config));
        }
    }

    internal static Problem Invalid(SettingSource source, string why, SettingDefinition definition) => new()
    {
        Code = ErrorCodes.SettingInvalid,
        Message = $"{(definition.IsSecret ? "what is given" : $"'{source.Value}'")} is not valid for {definition.Key}: {why}",
        Where = source.Where,
        Next = $"valid: {definition.Valid}",
    };

    private static SettingDefinition? Find(string name, Func<SettingDefinition, string> select) =>
        SettingCatalog.All.FirstOrDefault(definition => select(definition) == name);

    private static Problem Unknown(string name, string where, Func<SettingDefinition, string> select) => new()
    {
        Code = ErrorCodes.SettingUnknown,
        Message = $"there is no setting '{name}'; did you mean {SettingCatalog.All.Select(select).MinBy(candidate => EditDistance.Between(name, candidate))}?",
        Where = where,
        Next = "--help lists all settings",
    };
}
