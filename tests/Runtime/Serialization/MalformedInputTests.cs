using Krewe.Runtime.Serialization;

namespace Krewe.Runtime.Tests.Serialization;

public sealed class MalformedInputTests
{
    [Fact]
    public void Read_RandomAndMutatedBuffers_EndWithAValueOrTheTypedError()
    {
        Random random = new(4711);
        int values = 0;
        int errors = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] buffer = i % 4 == 0 ? Noise(random) : Mutated(random);
            foreach (Func<byte[], bool> read in new Func<byte[], bool>[] { ReadObject, Read<Drawing>, Read<Person>, Read<IReadOnlyDictionary<string, object>> })
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                bool ok = read(buffer);
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(allocated < 4_000_000, $"Buffer {i} of {buffer.Length} bytes made the reader allocate {allocated} bytes.");
                values += ok ? 1 : 0;
                errors += ok ? 0 : 1;
            }
        }

        Assert.True(values > 1000, $"Only {values} buffers could be read: the mutations are too coarse.");
        Assert.True(errors > 10_000, $"Only {errors} buffers were refused: the mutations are too fine.");
    }

    [Theory]
    [InlineData("list<list<list<list<list<list<list<list<list<list<int>>>>>>>>>>")]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("Krewe.Runtime.Tests.Serialization.Unmarked")]
    [InlineData("list<")]
    [InlineData("<>")]
    [InlineData("")]
    [InlineData("list<>")]
    [InlineData("list<int,int>")]
    [InlineData("nullable<string>")]
    [InlineData("list")]
    [InlineData("array<,>")]
    [InlineData("object")]
    [InlineData("test.shape")]
    [InlineData("test.pair")]
    [InlineData("grain:nothing")]
    public void Read_TypeNameThatIsNoKnownType_IsRefused(string name)
    {
        byte[] bytes = Wire.Raw((ref WireWriter writer) =>
        {
            writer.BeginTyped(name);
            writer.BeginObject();
            writer.EndObject();
        });
        Assert.Throws<WireFormatException>(() => Wire.ReadObject(bytes));
    }

    [Fact]
    public void Read_ValueOfAnotherType_IsRefused()
    {
        Assert.Throws<WireFormatException>(() => Wire.Read<Shape>(Wire.WriteObject(new Point(1, 2))));
        Assert.Throws<WireFormatException>(() => Wire.Read<int>(Wire.Write("x")));
        Assert.Throws<WireFormatException>(() => Wire.Read<byte>(Wire.Write(256)));
        Assert.Throws<WireFormatException>(() => Wire.Read<Shape>(Wire.Raw((ref WireWriter writer) =>
        {
            writer.BeginObject();
            writer.EndObject();
        })));
    }

    [Fact]
    public void Read_HugeCountsAndLengths_AreRefusedBeforeAllocating()
    {
        foreach (byte kind in new byte[] { (byte)WireKind.Bytes, (byte)WireKind.Sequence })
        {
            byte[] bytes = [(byte)(kind | (31 << 3)), 0xff, 0xff, 0xff, 0xff, 0x0f];
            Assert.Throws<WireFormatException>(() => Wire.Read<List<int>>(bytes));
            Assert.Throws<WireFormatException>(() => Wire.Read<byte[]>(bytes));
        }
    }

    [Fact]
    public void Skip_DeepNesting_IsRefused()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)((int)WireKind.Sequence | (1 << 3)), 100_000)];
        Assert.Throws<WireFormatException>(() =>
        {
            WireReader reader = new(bytes, null);
            reader.Skip();
        });
        Assert.Throws<WireFormatException>(() => Wire.Read<Tree>(bytes));
    }

    private static bool ReadObject(byte[] buffer) => Attempt(buffer, static bytes =>
    {
        WireReader reader = new(bytes, null);
        ObjectCodec.Read(ref reader);
    });

    private static bool Read<T>(byte[] buffer) => Attempt(buffer, static bytes =>
    {
        WireReader reader = new(bytes, null);
        Codecs.Get<T>().Read(ref reader);
    });

    private static bool Attempt(byte[] buffer, Action<byte[]> read)
    {
        try
        {
            read(buffer);
            return true;
        }
        catch (WireFormatException)
        {
            return false;
        }
    }

    private static byte[] Noise(Random random)
    {
        byte[] buffer = new byte[random.Next(200)];
        random.NextBytes(buffer);
        return buffer;
    }

    private static byte[] Mutated(Random random)
    {
        List<byte> buffer = [.. random.Next(3) switch
        {
            0 => Wire.WriteObject(RandomValues.Next(random, 4)),
            1 => Wire.Write(new Drawing { Anything = RandomValues.Next(random, 3), Shapes = [new Square(1)] }),
            _ => Wire.WriteObject(new FailureException("m", 1, new AggregateException(new ArgumentException("p")))),
        }];
        for (int left = random.Next(1, 4); left > 0 && buffer.Count > 0; left--)
        {
            int at = random.Next(buffer.Count);
            switch (random.Next(4))
            {
                case 0: buffer[at] = (byte)random.Next(256); break;
                case 1: buffer[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: buffer.RemoveRange(at, random.Next(buffer.Count - at)); break;
                default: buffer.Insert(at, (byte)random.Next(256)); break;
            }
        }

        return [.. buffer];
    }
}
