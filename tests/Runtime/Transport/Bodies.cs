using Krewe.Runtime.Messaging;

namespace Krewe.Runtime.Tests.Transport;

internal static class Bodies
{
    public static int Number(this Message message) => (int)message.Request!.GetArgument(0)!;

    public static byte[] Payload(this Message message) => (byte[])message.Request!.GetArgument(1)!;

    public static byte[] Random(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
