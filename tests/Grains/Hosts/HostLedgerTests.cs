using Krewe.Errors;
using Krewe.Grains.Hosts;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;

namespace Krewe.Grains.Tests.Hosts;

public sealed class HostLedgerTests
{
    private static readonly HostLedgerState Empty = new();

    [Fact]
    public void Grant_RoomIsThere_LeaseAboveTheAskedEpoch()
    {
        var (state, decision) = Grant(Empty, Ask(0) with { EpochAbove = 41 });

        Assert.Equal(42, decision.Lease!.Epoch);
        Assert.Equal(42, state.LastEpoch);
        Assert.Equal(Samples.Start, decision.Lease.GrantedAt);
        Assert.Equal(decision.Lease, Assert.Single(state.InOrder));
    }

    [Fact]
    public void Grant_SameRequestAgain_SameLeaseAndSameState()
    {
        var (once, first) = Grant(Empty, Ask(0));
        var (twice, second) = Grant(once, Ask(0));

        Assert.Same(once, twice);
        Assert.Equal(first.Lease, second.Lease);
    }

    [Theory]
    [InlineData(3_000, 1, "cpu")]
    [InlineData(1, 8_192, "memory")]
    public void Grant_NoRoom_RefusedWithTheReason(int cpu, long mebibytes, string constraint)
    {
        var (state, decision) = Grant(Empty, Ask(0) with { CpuMillicores = cpu, MemoryBytes = mebibytes * Samples.MiB });

        Assert.Same(Empty, state);
        Assert.Null(decision.Lease);
        Assert.Equal(ErrorCodes.LeaseRefused, decision.Problem!.Code);
        Assert.Contains($"{constraint}:", Assert.Single(decision.Problem.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Grant_EverythingIsShort_AllReasonsAtOnce()
    {
        var (_, decision) = Grant(Empty, Ask(0) with
        {
            CpuMillicores = 9_000,
            MemoryBytes = 9_000 * Samples.MiB,
            Devices = ["gpu-0", "gpu-9"],
            DeviceMemoryBytes = 9_000 * Samples.MiB,
            DeviceComputeThousandths = 500,
        });

        Assert.Equal(4, decision.Problem!.Reasons.Length);
    }

    [Fact]
    public void Grant_HeldForOtherResources_RefusedUntilReleased()
    {
        var (state, _) = Grant(Empty, Ask(0));

        var (_, decision) = Grant(state, Ask(0) with { CpuMillicores = 501 });

        Assert.Contains("release it first", Assert.Single(decision.Problem!.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Grant_HeldUnderAnEpochThatIsTooOld_Refused()
    {
        var (state, first) = Grant(Empty, Ask(0));

        var (_, decision) = Grant(state, Ask(0) with { EpochAbove = first.Lease!.Epoch });

        Assert.Null(decision.Lease);
    }

    [Fact]
    public void Grant_ProcessOfTheReturnedLeaseStillRuns_RefusedAndCounted()
    {
        var (state, first) = Grant(Empty, Ask(0));
        state = HostLedger.Free(HostLedger.Release(state, Samples.Replica(0), first.Lease!.Epoch), _ => true);

        var (_, same) = Grant(state, Ask(0));
        var (_, other) = Grant(state, Ask(1) with { CpuMillicores = 1_501 });

        Assert.Contains("has not exited", Assert.Single(same.Problem!.Reasons), StringComparison.Ordinal);
        Assert.Contains("cpu:", Assert.Single(other.Problem!.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Free_ExitSeen_NextLeaseHasAHigherEpoch()
    {
        var (state, first) = Grant(Empty, Ask(0));
        state = HostLedger.Free(HostLedger.Release(state, Samples.Replica(0), first.Lease!.Epoch), _ => false);

        var (_, second) = Grant(state, Ask(0));

        Assert.Empty(state.Leases);
        Assert.True(second.Lease!.Epoch > first.Lease.Epoch);
    }

    [Fact]
    public void Free_LeaseWasNotReturned_StaysAlsoWhenNothingRuns()
    {
        var (state, _) = Grant(Empty, Ask(0));

        Assert.Same(state, HostLedger.Free(state, _ => false));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Release_AnotherEpoch_Ignored(int difference)
    {
        var (state, first) = Grant(Empty, Ask(0));

        Assert.Same(state, HostLedger.Release(state, Samples.Replica(0), first.Lease!.Epoch + difference));
    }

    [Fact]
    public void Release_Twice_SameState()
    {
        var (state, first) = Grant(Empty, Ask(0));
        var once = HostLedger.Release(state, Samples.Replica(0), first.Lease!.Epoch);

        Assert.Same(once, HostLedger.Release(once, Samples.Replica(0), first.Lease.Epoch));
    }

    /// <summary>Any sequence of orders, late and repeated ones too: nothing is granted twice, and an epoch is never given again.</summary>
    [Fact]
    public void AnySequence_NoOvercommitAndEpochsOnlyGrow()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var observation = Samples.Observation(2_000, 4_096 * Samples.MiB, "gpu-0", "gpu-1");
            var state = Empty;
            var running = new HashSet<(string, long)>();
            var given = new Dictionary<long, string>();
            for (var step = 0; step < 60; step++)
            {
                var number = random.Next(6);
                switch (random.Next(4))
                {
                    case 0 or 1:
                        var gpus = random.Next(3);
                        var request = Ask(number) with
                        {
                            CpuMillicores = random.Next(0, 1_200),
                            MemoryBytes = random.Next(0, 2_000) * Samples.MiB,
                            EpochAbove = random.Next(0, step + 1),
                            Devices = gpus == 0 ? [] : gpus == 1 ? ["gpu-0"] : ["gpu-0", "gpu-1"],
                            DeviceMemoryBytes = gpus == 0 ? 0 : random.Next(0, 700) * Samples.MiB,
                            DeviceComputeThousandths = gpus == 0 ? 0 : random.Next(1, 700),
                        };
                        var before = state.LastEpoch;
                        (state, var decision) = HostLedger.Grant(state, Samples.Host(observation, state.InOrder), request, Samples.Start);
                        if (decision.Lease is { } lease)
                        {
                            Assert.True(lease.Epoch > request.EpochAbove, $"seed {seed}");
                            Assert.True(lease.Epoch > before || given[lease.Epoch] == lease.Replica.ToString(), $"seed {seed}: epoch {lease.Epoch} again");
                            given[lease.Epoch] = lease.Replica.ToString();
                            running.Add((lease.Replica.ToString(), lease.Epoch));
                        }

                        break;
                    case 2 when state.Leases.Count > 0:
                        var returned = state.InOrder[random.Next(state.Leases.Count)];
                        state = HostLedger.Release(state, returned.Replica, returned.Epoch - random.Next(2));
                        break;
                    default:
                        running.RemoveWhere(_ => random.Next(3) == 0);
                        state = HostLedger.Free(state, held => running.Contains((held.Replica.ToString(), held.Epoch)));
                        break;
                }

                var view = Samples.Host(observation, state.InOrder);
                Assert.True(view.FreeCpuMillicores >= 0 && view.UnleasedMemoryBytes >= 0, $"seed {seed}, step {step}: {view}");
                Assert.All(view.Devices, device => Assert.True(device is { FreeMemoryBytes: >= 0, FreeComputeThousandths: >= 0 }, $"seed {seed}, step {step}"));
                Assert.All(running.Where(process => given[process.Item2] == process.Item1), process => Assert.True(
                    !state.Leases.TryGetValue(process.Item1, out var held) || held.Epoch >= process.Item2, $"seed {seed}, step {step}"));
            }
        }
    }

    private static (HostLedgerState State, LeaseDecision Decision) Grant(HostLedgerState state, LeaseRequest request) =>
        HostLedger.Grant(state, Samples.Host(Samples.Observation(2_000, 4_096 * Samples.MiB, "gpu-0"), state.InOrder), request, Samples.Start);

    private static LeaseRequest Ask(int number) =>
        new() { Replica = Samples.Replica(number), CpuMillicores = 500, MemoryBytes = 64 * Samples.MiB };
}
