using System.Collections.Immutable;
using System.Globalization;
using Krewe.Errors;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>Reads the keys of one mapping. Unknown and repeated keys are reported at once; what is absent or wrong reads as the default.</summary>
internal sealed class MappingReader
{
    private readonly DocumentProblems _problems;
    private readonly YamlNode _node;
    private readonly string _path;
    private readonly KeySchema _schema;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    public MappingReader(YamlNode node, string path, DocumentProblems problems, KeySchema? schema = null)
    {
        (_node, _path, _problems, _schema) = (node, path, problems, schema ?? SpecSchema.Schema);
        problems.Place(path, node.Line, node.Column);
        if (node is YamlMapping mapping)
        {
            Index(mapping);
        }
        else
        {
            problems.Wrong(path, node, "a mapping of " + string.Join(", ", _schema.ChildrenOf(path)));
        }
    }

    public YamlNode Node => _node;

    /// <summary>The key's value when it is there and is not null.</summary>
    public YamlNode? Value(string key) =>
        _values.TryGetValue(key, out var node) && node is not YamlScalar { IsNull: true } ? node : null;

    /// <summary>Whether the key is there with no value: an explicit null.</summary>
    public bool IsExplicitNull(string key) => _values.TryGetValue(key, out var node) && node is YamlScalar { IsNull: true };

    public string? Text(string key, string valid) => Scalar(key, valid)?.Text;

    public int Integer(string key, int otherwise) =>
        Parse(key, otherwise, "a whole number", (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public bool Boolean(string key, bool otherwise) =>
        Parse(key, otherwise, "true or false", (string text, out bool value) =>
        {
            value = text == "true";
            return text is "true" or "false";
        });

    public TimeSpan Duration(string key, TimeSpan otherwise) =>
        Parse<TimeSpan>(key, otherwise, QuantityParser.DurationRule, QuantityParser.TryDuration);

    public long Size(string key, long otherwise) => Parse<long>(key, otherwise, QuantityParser.SizeRule, QuantityParser.TrySize);

    public int Thousandths(string key, int otherwise) =>
        Parse<int>(key, otherwise, QuantityParser.ThousandthsRule, QuantityParser.TryThousandths);

    public T Parse<T>(string key, T otherwise, string valid, TryParse<T> parse)
    {
        if (Scalar(key, valid) is not { } scalar)
        {
            return otherwise;
        }

        if (parse(scalar.Text, out var value))
        {
            return value;
        }

        _problems.Wrong(PathOf(key), scalar, valid);
        return otherwise;
    }

    public ImmutableArray<int> Integers(string key)
    {
        var found = ImmutableArray.CreateBuilder<int>();
        foreach (var text in Texts(key))
        {
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                found.Add(number);
            }
            else
            {
                _problems.Wrong(PathOf(key), Value(key)!, "a list of whole numbers, such as [4, 8]");
            }
        }

        return found.ToImmutable();
    }

    public ImmutableArray<string> Texts(string key)
    {
        const string Valid = "a list of texts, such as [a, b]";
        switch (Value(key))
        {
            case null:
                return [];
            case YamlSequence list:
                foreach (var item in list.Items.Where(item => item is not YamlScalar))
                {
                    _problems.Wrong(PathOf(key), item, "a text");
                }

                return [.. list.Items.OfType<YamlScalar>().Select(item => item.Text)];
            case var other:
                _problems.Wrong(PathOf(key), other, Valid);
                return [];
        }
    }

    /// <summary>A mapping of names that the user chooses to whole numbers.</summary>
    public ImmutableDictionary<string, int> IntegerByName(string key)
    {
        var found = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var (name, text) in TextByName(key))
        {
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                found.Add(name, number);
            }
            else
            {
                _problems.Wrong($"{PathOf(key)}.{name}", Value(key)!, "a whole number");
            }
        }

        return found.ToImmutable();
    }

    /// <summary>A mapping whose keys the user chooses; no value reads as empty text.</summary>
    public ImmutableDictionary<string, string> TextByName(string key)
    {
        var found = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (Value(key) is not { } node)
        {
            return found.ToImmutable();
        }

        if (node is not YamlMapping mapping)
        {
            _problems.Wrong(PathOf(key), node, "a mapping of names to texts");
            return found.ToImmutable();
        }

        foreach (var entry in mapping.Entries)
        {
            var path = $"{PathOf(key)}.{entry.Key.Text}";
            if (entry.Value is not YamlScalar scalar)
            {
                _problems.Wrong(path, entry.Value, "a text");
            }
            else if (!found.TryAdd(entry.Key.Text, scalar.IsNull ? "" : scalar.Text))
            {
                _problems.Add(ErrorCodes.SpecInvalid, path, entry.Key, "the name stands here for the second time");
            }
        }

        return found.ToImmutable();
    }

    /// <summary>The reader of a mapping within this one; null when it is not there.</summary>
    public MappingReader? Mapping(string key) =>
        Value(key) is { } node ? new MappingReader(node, PathOf(key), _problems, _schema) : null;

    /// <summary>The readers of a list of mappings; none when it is not there.</summary>
    public ImmutableArray<MappingReader> Mappings(string key)
    {
        switch (Value(key))
        {
            case null:
                return [];
            case YamlSequence list:
                return [.. list.Items.Select((item, index) => new MappingReader(item, FormattableString.Invariant($"{PathOf(key)}[{index}]"), _problems, _schema))];
            case var other:
                _problems.Wrong(PathOf(key), other, "a list of mappings");
                return [];
        }
    }

    public delegate bool TryParse<T>(string text, out T value);

    private YamlScalar? Scalar(string key, string valid)
    {
        var node = Value(key);
        if (node is not null and not YamlScalar)
        {
            _problems.Wrong(PathOf(key), node, valid);
        }

        return node as YamlScalar;
    }

    private void Index(YamlMapping mapping)
    {
        var known = _schema.ChildrenOf(_path);
        foreach (var (key, value) in mapping.Entries)
        {
            if (!known.Contains(key.Text))
            {
                Unknown(key, known);
            }
            else if (!_values.TryAdd(key.Text, value))
            {
                _problems.Add(ErrorCodes.SpecInvalid, PathOf(key.Text), key, "the key stands here for the second time");
            }
            else
            {
                _problems.Place(PathOf(key.Text), value.Line, value.Column);
            }
        }
    }

    private void Unknown(YamlScalar key, ImmutableArray<string> known)
    {
        var nearest = NearestKey.Find(key.Text, _path, _schema);
        var named = key.Text.Length > 60 ? key.Text[..60] + "..." : key.Text;
        var hint = nearest is null ? "" : $"did you mean '{nearest}'? ";
        _problems.Add(ErrorCodes.SpecUnknownKey, PathOf(named), key, $"there is no such key; {hint}valid: {string.Join(", ", known)}");
    }

    /// <summary>The path of one of its keys.</summary>
    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}
