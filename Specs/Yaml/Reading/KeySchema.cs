using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>The keys of one kind of document, by their paths. Items of lists stand in paths as <c>list[0]</c> and have the keys of <c>list</c>.</summary>
internal sealed partial class KeySchema(ImmutableArray<string> keys)
{
    public ImmutableArray<string> Keys => keys;

    /// <summary>The keys of one mapping, without its path.</summary>
    public ImmutableArray<string> ChildrenOf(string path)
    {
        var prefix = path.Length == 0 ? "" : Index().Replace(path, "") + ".";
        return
        [
            .. keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && !key.AsSpan(prefix.Length).Contains('.'))
                .Select(key => key[prefix.Length..]),
        ];
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
