using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>
/// Turns YAML text into trees with positions, within <see cref="SpecLimits"/>. Tags are refused, so nothing is ever instantiated;
/// an alias shares the tree of its anchor and is counted with all that it repeats.
/// </summary>
internal sealed class YamlDocumentParser(string text)
{
    private readonly Parser _parser = new(new StringReader(text));
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    /// <summary>Documents as they are read; an exception ends the sequence.</summary>
    /// <exception cref="YamlProblemException">The text is not YAML, or too much of it.</exception>
    public IEnumerable<YamlNode> Read()
    {
        Move();
        for (var documents = 0; _parser.Current is not (StreamEnd or null); Move())
        {
            if (_parser.Current is not DocumentStart start)
            {
                continue;
            }

            if (++documents > SpecLimits.MaxDocuments)
            {
                throw Fail(start.Start, $"the file has more than {SpecLimits.MaxDocuments} documents");
            }

            _anchors.Clear();
            Move();
            yield return ReadNode(depth: 1);
        }
    }

    /// <summary>Reads the current node and stands on its last event when it returns.</summary>
    private YamlNode ReadNode(int depth)
    {
        var current = _parser.Current!;
        if (depth > SpecLimits.MaxDepth)
        {
            throw Fail(current.Start, $"it is nested more than {SpecLimits.MaxDepth} levels deep");
        }

        if (current is NodeEvent { Tag.IsEmpty: false } tagged)
        {
            throw Fail(current.Start, $"tags such as '{tagged.Tag}' are not used in specs; leave it out");
        }

        var node = current switch
        {
            AnchorAlias alias => Resolve(alias),
            Scalar scalar => new YamlScalar(Line(scalar), Column(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart sequence => new YamlSequence(Line(sequence), Column(sequence), ReadItems(depth)),
            MappingStart mapping => new YamlMapping(Line(mapping), Column(mapping), ReadEntries(depth)),
            _ => throw Fail(current.Start, "a value was expected"),
        };
        Count(current.Start, current is AnchorAlias ? node.Size : 1);
        if (current is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _anchors[anchored.Anchor.Value] = node;
        }

        return node;
    }

    private ImmutableArray<YamlNode> ReadItems(int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        for (Move(); _parser.Current is not SequenceEnd; Move())
        {
            items.Add(ReadNode(depth + 1));
        }

        return items.ToImmutable();
    }

    private ImmutableArray<YamlEntry> ReadEntries(int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        for (Move(); _parser.Current is not MappingEnd; Move())
        {
            var start = _parser.Current!.Start;
            if (ReadNode(depth + 1) is not YamlScalar key)
            {
                throw Fail(start, "a key must be text, not a list or a mapping");
            }

            Move();
            entries.Add(new YamlEntry(key, ReadNode(depth + 1)));
        }

        return entries.ToImmutable();
    }

    private YamlNode Resolve(AnchorAlias alias) =>
        _anchors.TryGetValue(alias.Value.Value, out var node)
            ? node
            : throw Fail(alias.Start, $"the alias '*{alias.Value.Value}' has no anchor '&{alias.Value.Value}' before it in its document");

    private void Count(Mark at, int nodes)
    {
        _nodes += nodes;
        if (_nodes > SpecLimits.MaxNodes)
        {
            throw Fail(at, $"the file has more than {SpecLimits.MaxNodes} values, aliases counted with what they repeat");
        }
    }

    private void Move()
    {
        try
        {
            if (!_parser.MoveNext())
            {
                throw new YamlProblemException(1, 1, "the text ends early");
            }
        }
        catch (YamlException exception)
        {
            throw Fail(exception.Start, Describe(exception));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The scanner has a few unguarded corners; where it stopped is then the last event that it gave.
            throw Fail(_parser.Current?.End ?? Mark.Empty, "the text cannot be read as YAML here");
        }
    }

    private static string Describe(YamlException exception)
    {
        var message = exception.Message.TrimEnd('.');
        return message.Length == 0 ? "the text is not YAML" : char.ToLowerInvariant(message[0]) + message[1..];
    }

    private static YamlProblemException Fail(Mark at, string message) => new(Clamp(at.Line), Clamp(at.Column), message);

    private static int Line(ParsingEvent at) => Clamp(at.Start.Line);

    private static int Column(ParsingEvent at) => Clamp(at.Start.Column);

    private static int Clamp(long position) => (int)Math.Clamp(position, 1, int.MaxValue);
}
