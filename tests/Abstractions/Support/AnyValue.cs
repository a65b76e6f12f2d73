using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Krewe.Machines;
using Krewe.Naming;

namespace Krewe.Abstractions.Tests.Support;

/// <summary>Seeded values of any type that messages are made of: what a member can hold, it gets at some seed.</summary>
internal sealed class AnyValue(int seed)
{
    private readonly Random _random = new(seed);

    public object? Of(Type type, int depth = 0)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return _random.Next(3) == 0 ? null : Of(inner, depth);
        }

        return type switch
        {
            _ when type == typeof(string) => Text(),
            _ when type == typeof(bool) => _random.Next(2) == 0,
            _ when type == typeof(ushort) => (ushort)_random.Next(ushort.MaxValue + 1),
            _ when type == typeof(int) => _random.Next(4) switch { 0 => 0, 1 => int.MaxValue, 2 => int.MinValue, _ => _random.Next() },
            _ when type == typeof(long) => _random.Next(4) switch { 0 => 0L, 1 => long.MaxValue, 2 => long.MinValue, _ => _random.NextInt64() },
            _ when type == typeof(double) => _random.NextDouble(),
            _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(_random.Next()),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(_random.NextInt64(1L << 50)),
            _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([.. Enumerable.Range(0, _random.Next(5)).Select(_ => (byte)_random.Next(256))]),
            _ when type == typeof(JsonElement) => JsonSerializer.SerializeToElement(_random.Next(3) switch { 0 => Text(), 1 => _random.Next(), _ => (object)Pairs().ToArray() }),
            _ when type == typeof(ModelKey) => Model(),
            _ when type == typeof(ReplicaId) => new ReplicaId(Model() with { Shard = 0 }, _random.Next()),
            _ when type == typeof(PoolKey) => new PoolKey(Name(), Name()),
            _ when type == typeof(DeviceKey) => new DeviceKey(Name(), Name()),
            _ when type == typeof(ImmutableDictionary<string, string>) => Pairs().ToImmutableDictionary(),
            _ when type == typeof(ImmutableDictionary<string, int>) => Pairs().ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Length),
            _ when type == typeof(ImmutableSortedDictionary<string, string>) => Pairs().ToImmutableSortedDictionary(),
            _ when type == typeof(ImmutableSortedDictionary<string, int>) => Pairs().ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Length),
            _ when type == typeof(ImmutableSortedDictionary<string, double>) => Pairs().ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Length / 8.0),
            _ when type == typeof(ImmutableSortedDictionary<PurchaseType, double>) =>
                Enum.GetValues<PurchaseType>().Take(_random.Next(4)).ToImmutableSortedDictionary(one => one, _ => _random.NextDouble()),
            { IsEnum: true } => Enum.GetValues(type) is var values ? values.GetValue(_random.Next(values.Length)) : null,
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => Sequence(type.GetGenericArguments()[0], depth),
            { Namespace: { } space } when space.StartsWith("Krewe", StringComparison.Ordinal) => Record(type, depth),
            _ => throw new NotSupportedException($"No values of {type} are known here."),
        };
    }

    private object Record(Type type, int depth)
    {
        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        var record = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, depth + 1))]);
        var nullability = new NullabilityInfoContext();
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        {
            var optional = nullability.Create(property).WriteState == NullabilityState.Nullable;
            property.SetValue(record, optional && _random.Next(3) == 0 ? null : Of(property.PropertyType, depth + 1));
        }

        return record;
    }

    private object Sequence(Type element, int depth)
    {
        var items = Array.CreateInstance(element, _random.Next(depth > 3 ? 2 : 3));
        for (var at = 0; at < items.Length; at++)
        {
            items.SetValue(Of(element, depth + 1), at);
        }

        return typeof(ImmutableArray).GetMethods().Single(method => method.Name == "Create"
            && method.GetParameters() is [{ ParameterType.IsArray: true }]).MakeGenericMethod(element).Invoke(null, [items])!;
    }

    private IEnumerable<KeyValuePair<string, string>> Pairs() =>
        Enumerable.Range(0, _random.Next(3)).Select(number => KeyValuePair.Create($"K{number}", Text()));

    private ModelKey Model() => new(Name(), $"M_{Name()}", Name(), _random.Next(2) * _random.Next(100));

    private string Name() => $"n{_random.Next(1_000)}";

    private string Text() => _random.Next(4) switch { 0 => "", 1 => "ä\"\\\n日本 \u0001 </script>", _ => $"text {_random.Next()}" };
}
