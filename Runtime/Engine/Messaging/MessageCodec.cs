using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;

namespace Krewe.Runtime.Messaging;

/// <summary>
/// The form of messages on the wire: one object; members are only ever added. Clocks of silos and clients run apart, so what is written is the
/// time that is left, not the time at which the caller gives up.
/// </summary>
internal static class MessageCodec
{
    private const uint Kind = 0, Correlation = 1, Source = 2, Target = 3, SourceSilo = 4, TargetSilo = 5, Forwards = 6, // 7 was a time of the sender's clock
       
        Interface = 8, Method = 9, Flags = 10, Reentrancy = 11, Entries = 12, Body = 13, MovedTo = 14, TimeLeft = 15;

    /// <param name="writer">Takes it.</param>
    /// <param name="message">The message.</param>
    /// <param name="now">The time at the sender.</param>
    public static void Write(ref WireWriter writer, Message message, DateTimeOffset now)
    {
        writer.BeginObject();
        WriteNumber(ref writer, Kind, (long)message.Kind);
        WriteNumber(ref writer, Correlation, message.CorrelationId);
        WriteText(ref writer, Source, message.Source.ToString());
        WriteText(ref writer, Target, message.Target.ToString());
        WriteText(ref writer, SourceSilo, message.SourceSilo?.ToParsableString());
        WriteText(ref writer, TargetSilo, message.TargetSilo?.ToParsableString());
        WriteNumber(ref writer, Forwards, message.ForwardCount);
        WriteNumber(ref writer, TimeLeft, EndsAtAll(message) ? Math.Max(1, (message.ExpiresAt - now).Ticks) : 0);
        WriteText(ref writer, Interface, message.Method?.InterfaceName);
        WriteText(ref writer, Method, message.Method?.WireName);
        WriteNumber(ref writer, Flags, (message.IsCancellable ? 1 : 0) | (message.AlwaysInterleave ? 2 : 0) | (message.ReadOnly ? 4 : 0));
        WriteContext(ref writer, message.Context);
        WriteText(ref writer, MovedTo, message.MovedTo?.ToParsableString());
        if (message.Request is { } request)
        {
            writer.WriteMember(Body);
            request.WriteArguments(ref writer);
        }
        else if (message.Response is { } response)
        {
            writer.WriteMember(Body);
            message.Method!.WriteResponse(ref writer, response);
        }

        writer.EndObject();
    }

    /// <param name="reader">Has it.</param>
    /// <param name="now">The time at the receiver.</param>
    public static Message Read(ref WireReader reader, DateTimeOffset now)
    {
        long kind = 0, correlation = 0, forwards = 0, timeLeft = 0, flags = 0;
        string? source = null, target = null, sourceSilo = null, targetSilo = null, movedTo = null, @interface = null, name = null;
        var reentrancy = Guid.Empty;
        SortedDictionary<string, object>? entries = null;
        GrainMethod? method = null;
        GrainRequest? request = null;
        Orleans.Serialization.Invocation.Response? response = null;
        reader.BeginObject();
        while (reader.ReadField(out var key))
        {
            switch (key - 2)
            {
                case Kind: kind = reader.ReadInteger(0, (long)MessageKind.GatewaysChanged); break;
                case Correlation: correlation = reader.ReadInteger(); break;
                case Source: source = reader.ReadString(); break;
                case Target: target = reader.ReadString(); break;
                case SourceSilo: sourceSilo = reader.ReadString(); break;
                case TargetSilo: targetSilo = reader.ReadString(); break;
                case Forwards: forwards = reader.ReadInteger(0, 1000); break;
                case TimeLeft: timeLeft = reader.ReadInteger(0, TimeSpan.MaxValue.Ticks); break;
                case Interface: @interface = reader.ReadString(); break;
                case Method: name = reader.ReadString(); break;
                case Flags: flags = reader.ReadInteger(); break;
                case Reentrancy: reentrancy = new Guid(reader.ReadBytes()); break;
                case Entries: entries = ReadEntries(ref reader); break;
                case MovedTo: movedTo = reader.ReadString(); break;
                case Body:
                    method = FindMethod(@interface, name);
                    if (kind == (long)MessageKind.Response)
                    {
                        response = method.ReadResponse(ref reader);
                    }
                    else
                    {
                        request = method.Create();
                        request.ReadArguments(ref reader);
                    }

                    break;
                default: reader.Skip(); break;
            }
        }

        var message = new Message
        {
            Kind = (MessageKind)kind,
            CorrelationId = correlation,
            Source = GrainId.Parse(source ?? string.Empty),
            Target = GrainId.Parse(target ?? string.Empty),
            SourceSilo = sourceSilo is null ? null : SiloAddress.FromParsableString(sourceSilo),
            TargetSilo = targetSilo is null ? null : SiloAddress.FromParsableString(targetSilo),
            MovedTo = movedTo is null ? null : SiloAddress.FromParsableString(movedTo),
            ForwardCount = (int)forwards,
            ExpiresAt = timeLeft == 0 || timeLeft >= (DateTimeOffset.MaxValue - now).Ticks ? DateTimeOffset.MaxValue : now + TimeSpan.FromTicks(timeLeft),
            Method = method,
            IsCancellable = (flags & 1) != 0,
            AlwaysInterleave = (flags & 2) != 0,
            ReadOnly = (flags & 4) != 0,
            Context = RequestContextValues.Create(entries, reentrancy),
        };
        return request is not null ? message.With(request, isolated: true)
            : response is not null ? message.With(response, isolated: true)
            : message;
    }

    private static bool EndsAtAll(Message message) => message.ExpiresAt != default && message.ExpiresAt != DateTimeOffset.MaxValue;

    private static void WriteContext(ref WireWriter writer, RequestContextValues? context)
    {
        if (context is null)
        {
            return;
        }

        if (context.ReentrancyId != Guid.Empty)
        {
            writer.WriteMember(Reentrancy);
            writer.WriteBytes(context.ReentrancyId.ToByteArray());
        }

        if (context.Entries is { } entries)
        {
            writer.WriteMember(Entries);
            writer.BeginSequence(entries.Count * 2);
            foreach (var (key, value) in entries)
            {
                writer.WriteString(key);
                ObjectCodec.Write(ref writer, value);
            }

            writer.EndSequence();
        }
    }

    private static SortedDictionary<string, object> ReadEntries(ref WireReader reader)
    {
        var entries = new SortedDictionary<string, object>(StringComparer.Ordinal);
        for (var left = reader.BeginSequence(); left > 1; left -= 2)
        {
            var key = reader.ReadText();
            entries[key] = ObjectCodec.Read(ref reader)!;
        }

        reader.EndSequence();
        return entries;
    }

    private static void WriteNumber(ref WireWriter writer, uint member, long value)
    {
        if (value != 0)
        {
            writer.WriteMember(member);
            writer.WriteInteger(value);
        }
    }

    private static void WriteText(ref WireWriter writer, uint member, string? value)
    {
        if (value is not null)
        {
            writer.WriteMember(member);
            writer.WriteString(value);
        }
    }

    private static GrainMethod FindMethod(string? @interface, string? method) =>
        ManifestRegistry.Instance.FindMethod(@interface ?? string.Empty, method ?? string.Empty)
        ?? throw new OrleansMessageRejectionException($"KRW7006: No grain method {@interface}/{method} is known in this process.");
}
