using System.Buffers;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Serialization;

namespace Krewe.Testing.Simulation;

/// <summary>Enters each message into the history, then hands it on.</summary>
internal sealed class RecordingTransport(IMessageTransport inner, Action<string, string> record) : IMessageTransport
{
    public void Attach(Action<Message> receiver) => inner.Attach(receiver);

    public void Send(Message message)
    {
        record("message", $"to {message.TargetSilo}: {Describe(message)}");
        inner.Send(message);
    }

    /// <summary>A message with its body.</summary>
    public static string Describe(Message message) => $"{message} {Body(message)}";

    private static string Body(Message message)
    {
        if (message.Response?.Exception is { } exception)
        {
            return $"{exception.GetType().FullName}: {exception.Message}";
        }

        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        if (message.Response is { } response)
        {
            message.Method!.WriteResponse(ref writer, response);
        }
        else
        {
            message.Request?.WriteArguments(ref writer);
        }

        return Convert.ToHexStringLower(buffer.WrittenSpan);
    }
}
