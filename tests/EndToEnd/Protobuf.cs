using System.Text;

namespace Krewe.EndToEnd;

/// <summary>Reads just as much of protobuf's wire format as the tests need: fields of bytes, by number.</summary>
internal static class Protobuf
{
    /// <summary>All fields of that number.</summary>
    public static IEnumerable<byte[]> Messages(byte[] message, int number)
    {
        for (var position = 0; position < message.Length;)
        {
            var key = Varint(message, ref position);
            switch (key & 7)
            {
                case 0:
                    Varint(message, ref position);
                    break;
                case 1:
                    position += 8;
                    break;
                case 5:
                    position += 4;
                    break;
                case 2:
                    var length = (int)Varint(message, ref position);
                    if ((int)(key >> 3) == number)
                    {
                        yield return message[position..(position + length)];
                    }

                    position += length;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {key & 7} at byte {position}.");
            }
        }
    }

    public static string Text(byte[] message, int number) => Encoding.UTF8.GetString(Messages(message, number).LastOrDefault() ?? []);

    public static string Hex(byte[] message, int number) => Convert.ToHexStringLower(Messages(message, number).LastOrDefault() ?? []);

    private static ulong Varint(byte[] message, ref int position)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
