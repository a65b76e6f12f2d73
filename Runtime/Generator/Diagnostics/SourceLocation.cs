using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Krewe.Runtime.Generator;

/// <summary>A place in a source file, by value.</summary>
internal sealed record SourceLocation(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SourceLocation Of(ISymbol symbol) => Of(symbol.Locations.FirstOrDefault(place => place.IsInSource));

    public static SourceLocation Of(Location? location) => location is null
        ? new SourceLocation("", default, default)
        : new SourceLocation(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
