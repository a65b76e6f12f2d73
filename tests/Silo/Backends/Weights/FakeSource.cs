using System.Collections.Concurrent;
using Krewe.Silo.Backends.Weights.Fetching;

namespace Krewe.Silo.Tests.Backends.Weights;

/// <summary>Sources in memory that do what a test says.</summary>
internal sealed class FakeSource : IWeightsSource
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);

    /// <summary>What was asked: source and first byte.</summary>
    public ConcurrentQueue<(string Source, long From)> Asked { get; } = [];

    /// <summary>Connections to a source break after so many bytes of their own, as often as numbers are left.</summary>
    public ConcurrentQueue<int> BreakAfter { get; } = [];

    /// <summary>Answers of the next opens that are no content.</summary>
    public ConcurrentQueue<WeightsSourceException> Refuse { get; } = [];

    public bool KnowsRanges { get; set; } = true;

    public bool KnowsLength { get; set; } = true;

    public void Put(string source, byte[] bytes) => _files[source] = bytes;

    /// <summary>The source gives its first half, and the rest when what is returned is completed.</summary>
    public TaskCompletionSource Hold(string source) => _gates[source] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<OpenedWeights> OpenAsync(string source, long from, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Asked.Enqueue((source, from));
        if (Refuse.TryDequeue(out var refusal))
        {
            throw refusal;
        }

        if (!_files.TryGetValue(source, out var bytes))
        {
            throw new WeightsSourceException("there is no such file", passing: false);
        }

        var begin = KnowsRanges && from <= bytes.Length ? (int)from : 0;
        var breaks = BreakAfter.TryDequeue(out var after) ? after : int.MaxValue;
        return new OpenedWeights(new FakeStream(bytes, begin, breaks, _gates.GetValueOrDefault(source)?.Task), begin, KnowsLength ? bytes.Length : null);
    }

    private sealed class FakeStream(byte[] bytes, int position, int breakAfter, Task? gate) : Stream
    {
        private const int Most = 1_000;
        private readonly int _begin = position;
        private int _position = position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (gate is not null && _position >= bytes.Length / 2)
            {
                await gate.WaitAsync(cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            var left = breakAfter - (_position - _begin);
            if (left <= 0)
            {
                throw new IOException("the connection broke");
            }

            var count = Math.Min(Math.Min(Math.Min(buffer.Length, Most), bytes.Length - _position), left);
            bytes.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
