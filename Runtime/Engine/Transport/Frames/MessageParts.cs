using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Transport.Frames;

/// <summary>
/// The parts of a message's wire form that are understood without its body, so that a call whose body cannot be read here (its types or
/// its method are of another build) is answered, and the connection stays. The ids are those of <see cref="MessageCodec"/>.
/// </summary>
internal readonly record struct MessageParts(
    MessageKind Kind, long CorrelationId, string Source, string Target, string? SourceSilo, string? TargetSilo, string? Interface, string? Method)
{
    private const ulong KindId = 0, CorrelationMember = 1, SourceId = 2, TargetId = 3, SourceSiloId = 4, TargetSiloId = 5, InterfaceId = 8, MethodId = 9, BodyId = 13;

    /// <summary>Where the body begins: it is the last member.</summary>
    public static int HeaderLength(ReadOnlyMemory<byte> message)
    {
        var reader = new WireReader(message, null);
        reader.BeginObject();
        for (var position = reader.Position; reader.ReadField(out var key); position = reader.Position)
        {
            if (key - 2 == BodyId)
            {
                return position;
            }

            reader.Skip();
        }

        return message.Length;
    }

    /// <summary>Reads them. False when the bytes are no message at all.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> message, out MessageParts parts)
    {
        parts = default;
        try
        {
            long kind = 0, correlation = 0;
            string? source = null, target = null, sourceSilo = null, targetSilo = null, @interface = null, method = null;
            var reader = new WireReader(message, null);
            reader.BeginObject();
            while (reader.ReadField(out var key))
            {
                switch (key - 2)
                {
                    case KindId: kind = reader.ReadInteger(0, byte.MaxValue); break;
                    case CorrelationMember: correlation = reader.ReadInteger(); break;
                    case SourceId: source = reader.ReadText(); break;
                    case TargetId: target = reader.ReadText(); break;
                    case SourceSiloId: sourceSilo = reader.ReadString(); break;
                    case TargetSiloId: targetSilo = reader.ReadString(); break;
                    case InterfaceId: @interface = reader.ReadString(); break;
                    case MethodId: method = reader.ReadString(); break;
                    default: reader.Skip(); break;
                }
            }

            if (reader.Remaining > 0 || source is null || target is null || !IsSilo(sourceSilo) || !IsSilo(targetSilo))
            {
                return false;
            }

            parts = new MessageParts((MessageKind)kind, correlation, source, target, sourceSilo, targetSilo, @interface, method);
            _ = parts.ToMessage(MessageKind.Request);
            return true;
        }
        catch (Exception exception) when (exception is Orleans.Serialization.SerializerException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The message without its body.</summary>
    public Message ToMessage(MessageKind kind) => new()
    {
        Kind = kind,
        CorrelationId = CorrelationId,
        Source = GrainId.Parse(Source),
        Target = GrainId.Parse(Target),
        SourceSilo = SourceSilo is null ? null : SiloAddress.FromParsableString(SourceSilo),
        TargetSilo = TargetSilo is null ? null : SiloAddress.FromParsableString(TargetSilo),
    };

    /// <summary>Writes the answer to the caller: that the call could not be read. Needs no knowledge of the method.</summary>
    public void WriteAnswer(ref WireWriter writer, Exception reason)
    {
        writer.BeginObject();
        writer.WriteMember((uint)KindId);
        writer.WriteInteger((long)MessageKind.Response);
        writer.WriteMember((uint)CorrelationMember);
        writer.WriteInteger(CorrelationId);
        WriteText(ref writer, SourceId, Target);
        WriteText(ref writer, TargetId, Source);
        WriteText(ref writer, SourceSiloId, TargetSilo);
        WriteText(ref writer, TargetSiloId, SourceSilo);
        WriteText(ref writer, InterfaceId, Interface);
        WriteText(ref writer, MethodId, Method);
        writer.WriteMember((uint)BodyId);
        ResponseWire.WriteException(ref writer, reason);
        writer.EndObject();
    }

    /// <summary>The answer to a call of this silo whose result could not be read.</summary>
    public Message ToResponse(Exception reason) => ToMessage(MessageKind.Response).With(Response.FromException(reason), isolated: true);

    private static bool IsSilo(string? text) => text is null || SiloAddress.TryParse(text, null, out _);

    private static void WriteText(ref WireWriter writer, ulong member, string? value)
    {
        if (value is not null)
        {
            writer.WriteMember((uint)member);
            writer.WriteString(value);
        }
    }
}
