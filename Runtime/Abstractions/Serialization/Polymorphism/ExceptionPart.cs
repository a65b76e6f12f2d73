using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Krewe.Runtime.Serialization;

/// <summary>
/// What every exception has: text, stack, cause, code. Their keys lie far above the ids that people give, so that they are recognised
/// wherever they stand. For generated code and the engine.
/// </summary>
public static class ExceptionPart
{
    internal const ulong FirstKey = Base + 2;
    private const uint Base = 1_000_000;

    /// <summary>Writes the parts as the base class of an object that has been begun.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="exception">The exception.</param>
    public static void Write(ref WireWriter writer, Exception exception)
    {
        writer.WriteBase();
        writer.BeginObject();
        WriteMembers(ref writer, exception);
        writer.EndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote, key 1 of the object included.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="exception">Receives the parts; never thrown yet.</param>
    public static void Read(ref WireReader reader, Exception exception)
    {
        reader.BeginObject();
        while (reader.ReadField(out ulong key))
        {
            ReadMember(ref reader, exception, key);
        }
    }

    internal static void WriteMembers(ref WireWriter writer, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        writer.WriteMember(Base);
        writer.WriteString(Message(exception));
        writer.WriteMember(Base + 1);
        writer.WriteString(exception.StackTrace);
        writer.WriteMember(Base + 2);
        writer.WriteInteger(exception.HResult);
        WriteCauses(ref writer, exception);
        string? name = exception switch
        {
            ArgumentException argument => ParameterName(argument),
            ObjectDisposedException disposed => ObjectName(disposed),
            _ => null,
        };
        if (name is not null)
        {
            writer.WriteMember(Base + 4);
            writer.WriteString(name);
        }
    }

    internal static void ReadMember(ref WireReader reader, Exception exception, ulong key)
    {
        switch (key)
        {
            case FirstKey: Message(exception) = reader.ReadString(); break;
            case FirstKey + 1: ReadStack(ref reader, exception); break;
            case FirstKey + 2: exception.HResult = (int)reader.ReadInteger(int.MinValue, int.MaxValue); break;
            case FirstKey + 3: ReadCauses(ref reader, exception); break;
            case FirstKey + 4: ReadName(ref reader, exception); break;
            default: reader.Skip(); break;
        }
    }

    private static void WriteCauses(ref WireWriter writer, Exception exception)
    {
        ReadOnlyCollection<Exception> causes = exception is AggregateException aggregate ? aggregate.InnerExceptions
            : exception.InnerException is { } inner ? new ReadOnlyCollection<Exception>([inner]) : ReadOnlyCollection<Exception>.Empty;
        if (causes.Count > 0)
        {
            writer.WriteMember(Base + 3);
            writer.BeginSequence(causes.Count);
            foreach (Exception cause in causes)
            {
                ObjectCodec.Write(ref writer, cause);
            }

            writer.EndSequence();
        }
    }

    private static void ReadCauses(ref WireReader reader, Exception exception)
    {
        List<Exception> causes = [];
        for (int left = reader.BeginSequence(); left > 0; left--)
        {
            causes.Add(ObjectCodec.Read(ref reader) as Exception ?? throw reader.Malformed("a value where an exception is expected"));
        }

        reader.EndSequence();
        Inner(exception) = causes.FirstOrDefault();
        if (exception is AggregateException aggregate)
        {
            Inners(aggregate) = [.. causes];
        }
    }

    private static void ReadStack(ref WireReader reader, Exception exception)
    {
        string? stack = reader.ReadString();
        if (stack is not null && exception.StackTrace is null)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, stack);
        }
    }

    private static void ReadName(ref WireReader reader, Exception exception)
    {
        string? name = reader.ReadString();
        switch (exception)
        {
            case ArgumentException argument: ParameterName(argument) = name; break;
            case ObjectDisposedException disposed: ObjectName(disposed) = name; break;
        }
    }

    // The text without what Message adds to it ("Parameter name ..."), which would be added twice.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? Message(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? Inner(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerExceptions")]
    private static extern ref Exception[] Inners(AggregateException exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_paramName")]
    private static extern ref string? ParameterName(ArgumentException exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_objectName")]
    private static extern ref string? ObjectName(ObjectDisposedException exception);
}
