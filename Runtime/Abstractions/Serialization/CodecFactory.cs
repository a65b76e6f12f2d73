using System.Collections.Immutable;
using System.Net;
using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

/// <summary>Makes the codec of a type.</summary>
internal static class CodecFactory
{
    private static readonly Dictionary<Type, Func<ValueCodec>> Fixed = new()
    {
        [typeof(bool)] = () => new BooleanCodec(),
        [typeof(byte)] = () => new ByteCodec(),
        [typeof(sbyte)] = () => new SByteCodec(),
        [typeof(short)] = () => new Int16Codec(),
        [typeof(ushort)] = () => new UInt16Codec(),
        [typeof(int)] = () => new Int32Codec(),
        [typeof(uint)] = () => new UInt32Codec(),
        [typeof(long)] = () => new Int64Codec(),
        [typeof(ulong)] = () => new UInt64Codec(),
        [typeof(Int128)] = () => new Int128Codec(),
        [typeof(UInt128)] = () => new UInt128Codec(),
        [typeof(float)] = () => new SingleCodec(),
        [typeof(double)] = () => new DoubleCodec(),
        [typeof(Half)] = () => new HalfCodec(),
        [typeof(decimal)] = () => new DecimalCodec(),
        [typeof(char)] = () => new CharCodec(),
        [typeof(string)] = () => new StringCodec(),
        [typeof(Guid)] = () => new GuidCodec(),
        [typeof(DateTime)] = () => new DateTimeCodec(),
        [typeof(DateTimeOffset)] = () => new DateTimeOffsetCodec(),
        [typeof(DateOnly)] = () => new DateOnlyCodec(),
        [typeof(TimeOnly)] = () => new TimeOnlyCodec(),
        [typeof(TimeSpan)] = () => new TimeSpanCodec(),
        [typeof(Uri)] = () => new UriCodec(),
        [typeof(Version)] = () => new VersionCodec(),
        [typeof(IPAddress)] = () => new IPAddressCodec(),
        [typeof(IdSpan)] = () => new IdSpanCodec(),
        [typeof(GrainType)] = () => new GrainTypeCodec(),
        [typeof(GrainInterfaceType)] = () => new GrainInterfaceTypeCodec(),
        [typeof(GrainId)] = () => new GrainIdCodec(),
        [typeof(ActivationId)] = () => new ActivationIdCodec(),
        [typeof(SiloAddress)] = () => new SiloAddressCodec(),
        [typeof(GrainRequest)] = () => new GrainRequestCodec(),
        [typeof(byte[])] = () => new ByteArrayCodec(),
        [typeof(float[])] = () => new NumberArrayCodec<float>(),
        [typeof(double[])] = () => new NumberArrayCodec<double>(),
        [typeof(Half[])] = () => new NumberArrayCodec<Half>(),
    };

    private static readonly Dictionary<Type, Type> Generic = new()
    {
        [typeof(Nullable<>)] = typeof(NullableCodec<>),
        [typeof(ReadOnlyMemory<>)] = typeof(ReadOnlyMemoryCodec<>),
        [typeof(Memory<>)] = typeof(MemoryCodec<>),
        [typeof(List<>)] = typeof(ListCodec<>),
        [typeof(Queue<>)] = typeof(QueueCodec<>),
        [typeof(Stack<>)] = typeof(StackCodec<>),
        [typeof(Dictionary<,>)] = typeof(DictionaryCodec<,>),
        [typeof(SortedDictionary<,>)] = typeof(SortedDictionaryCodec<,>),
        [typeof(HashSet<>)] = typeof(HashSetCodec<>),
        [typeof(SortedSet<>)] = typeof(SortedSetCodec<>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArrayCodec<>),
        [typeof(ImmutableList<>)] = typeof(ImmutableListCodec<>),
        [typeof(ImmutableHashSet<>)] = typeof(ImmutableHashSetCodec<>),
        [typeof(ImmutableSortedSet<>)] = typeof(ImmutableSortedSetCodec<>),
        [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryCodec<,>),
        [typeof(ImmutableSortedDictionary<,>)] = typeof(ImmutableSortedDictionaryCodec<,>),
        [typeof(KeyValuePair<,>)] = typeof(KeyValuePairCodec<,>),
        [typeof(ValueTuple<>)] = typeof(ValueTuple1Codec<>),
        [typeof(ValueTuple<,>)] = typeof(ValueTuple2Codec<,>),
        [typeof(ValueTuple<,,>)] = typeof(ValueTuple3Codec<,,>),
        [typeof(ValueTuple<,,,>)] = typeof(ValueTuple4Codec<,,,>),
        [typeof(ValueTuple<,,,,>)] = typeof(ValueTuple5Codec<,,,,>),
        [typeof(ValueTuple<,,,,,>)] = typeof(ValueTuple6Codec<,,,,,>),
        [typeof(ValueTuple<,,,,,,>)] = typeof(ValueTuple7Codec<,,,,,,>),
        [typeof(ValueTuple<,,,,,,,>)] = typeof(ValueTuple8Codec<,,,,,,,>),
        [typeof(Tuple<>)] = typeof(Tuple1Codec<>),
        [typeof(Tuple<,>)] = typeof(Tuple2Codec<,>),
        [typeof(Tuple<,,>)] = typeof(Tuple3Codec<,,>),
        [typeof(Tuple<,,,>)] = typeof(Tuple4Codec<,,,>),
    };

    public static ValueCodec Create(Type type)
    {
        if (Fixed.TryGetValue(type, out Func<ValueCodec>? create))
        {
            return create();
        }

        if (ManifestRegistry.Instance.CreateCodec(type) is { } generated)
        {
            return generated;
        }

        if (type.IsEnum)
        {
            return Make(typeof(EnumCodec<>), type);
        }

        if (type.IsSZArray)
        {
            return Make(typeof(ArrayCodec<>), type.GetElementType()!);
        }

        if (type.IsConstructedGenericType && Generic.TryGetValue(type.GetGenericTypeDefinition(), out Type? codec))
        {
            return Make(codec, type.GetGenericArguments());
        }

        if (type.IsInterface ? typeof(IAddressable).IsAssignableFrom(type) : typeof(GrainReference).IsAssignableFrom(type))
        {
            return Make(typeof(ReferenceCodec<>), type);
        }

        bool polymorphic = type == typeof(object) || type.IsInterface || type.IsAbstract || typeof(Exception).IsAssignableFrom(type);
        return polymorphic && !type.ContainsGenericParameters ? Make(typeof(PolymorphicCodec<>), type) : throw SerializationErrors.NoCodec(type);
    }

    private static ValueCodec Make(Type codec, params Type[] arguments) =>
        (ValueCodec)Activator.CreateInstance(codec.MakeGenericType(arguments))!;
}
