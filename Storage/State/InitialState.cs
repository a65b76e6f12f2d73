using System.Reflection;

namespace Krewe.Storage.State;

/// <summary>What a state is before anything was stored: a new object where the type can make one by itself, else the default.</summary>
internal static class InitialState<T>
{
    private static readonly ConstructorInfo? Constructor = typeof(T).GetConstructor(
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, binder: null, types: [], modifiers: null);

    public static T? Create() => Constructor is null || typeof(T).IsAbstract ? default : (T)Constructor.Invoke(null);
}
