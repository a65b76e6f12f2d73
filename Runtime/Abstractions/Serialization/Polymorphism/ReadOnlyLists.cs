using System.Collections.Concurrent;
using System.Reflection;

namespace Krewe.Runtime.Serialization;

/// <summary>
/// Collection expressions assigned to <c>IReadOnlyList&lt;T&gt;</c> and its kin make lists of types that the compiler adds to the assembly.
/// They have no name of their own, so they travel as arrays.
/// </summary>
internal static class ReadOnlyLists
{
    private const string CompilerPrefix = "<>z__ReadOnly";
    private static readonly ConcurrentDictionary<Type, Func<object, object>?> Conversions = new();
    private static readonly MethodInfo ToArray = typeof(ReadOnlyLists).GetMethod(nameof(MakeArray), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static object? Normalize(object? value) =>
        value is not null && Conversions.GetOrAdd(value.GetType(), Find) is { } convert ? convert(value) : value;

    private static Func<object, object>? Find(Type type) =>
        type.IsConstructedGenericType && type.Name.StartsWith(CompilerPrefix, StringComparison.Ordinal)
            ? ToArray.MakeGenericMethod(type.GetGenericArguments()[0]).CreateDelegate<Func<object, object>>()
            : null;

    private static T[] MakeArray<T>(object list) => ((IEnumerable<T>)list).ToArray();
}
