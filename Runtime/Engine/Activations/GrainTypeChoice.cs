using System.Reflection;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>Which class is meant where an interface is asked for.</summary>
internal static class GrainTypeChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="interfaceType">The interface.</param>
    /// <param name="prefix">The beginning of the class's full name, or null.</param>
    /// <param name="all">The classes that serve it, with their full names.</param>
    /// <exception cref="ArgumentException">None does, or several do.</exception>
    public static GrainType Choose(Type interfaceType, string? prefix, IReadOnlyList<(GrainType Type, string Class)> all)
    {
        var candidates = prefix is null ? all : [.. all.Where(one => one.Class.StartsWith(prefix, StringComparison.Ordinal))];
        if (candidates.Count == 1)
        {
            return candidates[0].Type;
        }

        if (prefix is null && interfaceType.GetCustomAttribute<DefaultGrainTypeAttribute>() is { } named)
        {
            return named.GrainType;
        }

        var byName = candidates.Where(one => "I" + one.Class[(one.Class.LastIndexOfAny(['.', '+']) + 1)..] == interfaceType.Name).ToList();
        if (byName.Count == 1)
        {
            return byName[0].Type;
        }

        throw new ArgumentException(candidates.Count == 0
            ? $"KRW7030: No grain class implements {interfaceType}{(prefix is null ? "" : $" with a name that begins with '{prefix}'")}."
            : $"KRW7031: Several grain classes implement {interfaceType}: {string.Join(", ", candidates.Select(one => one.Class))}. "
                + "Name one by [DefaultGrainType] on the interface or by grainClassNamePrefix.");
    }
}
