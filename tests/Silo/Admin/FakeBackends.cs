using System.Collections.Immutable;
using Krewe.Backends;
using Krewe.Grains.Backends;
using Krewe.Naming;

namespace Krewe.Silo.Tests.Admin;

/// <summary>One model server with three lines of log.</summary>
internal sealed class FakeBackends : IBackendManager
{
    public ImmutableArray<BackendStatus> List() => [SampleCluster.Pool.Models[1].Replicas[0].Backend!];

    public LogPage ReadLogs(ReplicaId replica, long afterSequence, int maxLines)
    {
        ImmutableArray<LogLine> lines = [.. Enumerable.Range(1, 3)
            .Select(i => new LogLine(i, SampleCluster.Start, "out", $"line {i} of {replica}"))
            .Where(line => line.Sequence > afterSequence)
            .TakeLast(maxLines)];
        return new LogPage(lines, 3, 0);
    }

    public BackendStatus? Find(ReplicaId replica) => throw new NotSupportedException();

    public Task<BackendStatus> EnsureAsync(BackendOrder order, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BackendStatus?> StopAsync(ReplicaId replica, long epoch, TimeSpan grace, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<BackendReply>> InferBatchAsync(
        ReplicaId replica, long epoch, IReadOnlyList<ReadOnlyMemory<byte>> requests, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BackendReply> InferAsync(ReplicaId replica, long epoch, ReadOnlyMemory<byte> request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
