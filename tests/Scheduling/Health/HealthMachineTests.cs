using Krewe.Scheduling.Health;

namespace Krewe.Scheduling.Tests.Health;

/// <summary>Seconds of a device as text, and what it is after them. One letter is one second; see <see cref="Signal"/>.</summary>
public sealed class HealthMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    // answers: . measured, f failed, s silent, l lost, u unmeasured
    [InlineData(".", HealthCondition.Healthy)]
    [InlineData("..f", HealthCondition.Degraded)]
    [InlineData("..ff", HealthCondition.Degraded)]
    [InlineData("..fff", HealthCondition.Degraded)]
    [InlineData("..ffff", HealthCondition.Draining)]
    [InlineData("..ff.", HealthCondition.Healthy)]
    [InlineData("..ff.ff.ff.", HealthCondition.Healthy)]
    [InlineData("..ffff.", HealthCondition.Returned)]
    [InlineData("..ffff......", HealthCondition.Healthy)]
    [InlineData("..u", HealthCondition.Degraded)]
    [InlineData("..uuuu", HealthCondition.Draining)]
    [InlineData("..s", HealthCondition.Draining)]
    [InlineData("..s.", HealthCondition.Returned)]
    [InlineData("..s.....", HealthCondition.Returned)]
    [InlineData("..s......", HealthCondition.Healthy)]
    [InlineData("..l", HealthCondition.Lost)]
    [InlineData("..lf", HealthCondition.Lost)]
    [InlineData("..lu", HealthCondition.Lost)]
    [InlineData("..ls", HealthCondition.Lost)]
    [InlineData("..l.", HealthCondition.Returned)]
    [InlineData("..l.f", HealthCondition.Draining)]
    [InlineData("..l.l", HealthCondition.Lost)]
    [InlineData("..l......", HealthCondition.Healthy)]
    // soon again: the probation doubles
    [InlineData("..l......l......", HealthCondition.Returned)]
    [InlineData("..l......l...........", HealthCondition.Healthy)]
    // heat (t): it counts from the sixth second on, and is over after as long
    [InlineData("ttttt", HealthCondition.Healthy)]
    [InlineData("tttttt", HealthCondition.Degraded)]
    [InlineData("tttttt.....", HealthCondition.Degraded)]
    [InlineData("tttttt......", HealthCondition.Healthy)]
    [InlineData("t.t.t.t", HealthCondition.Degraded)]
    [InlineData("t......t", HealthCondition.Healthy)]
    // uncorrectable error (e), row waits (p), row failed (x)
    [InlineData(".e", HealthCondition.Degraded)]
    [InlineData(".e..........", HealthCondition.Degraded)]
    [InlineData(".p", HealthCondition.Degraded)]
    [InlineData(".p.", HealthCondition.Healthy)]
    [InlineData(".x", HealthCondition.Draining)]
    // recovery action: 1 reset, 2 reboot, 3 peers, 4 drain and reset
    [InlineData(".1", HealthCondition.Draining)]
    [InlineData(".2", HealthCondition.Draining)]
    [InlineData(".3", HealthCondition.Degraded)]
    [InlineData(".4", HealthCondition.Draining)]
    [InlineData(".1.", HealthCondition.Healthy)]
    public void Step_Seconds_EndAs(string seconds, HealthCondition expected)
    {
        var record = Run(seconds);
        Assert.Equal(expected, record.Condition);
        Assert.Equal(expected == HealthCondition.Healthy, record.Reasons.IsEmpty);
        Assert.Equal(expected == HealthCondition.Lost, record.Evict);
    }

    [Theory]
    [InlineData(13, HealthCondition.Healthy, false)]
    [InlineData(31, HealthCondition.Healthy, false)]
    [InlineData(43, HealthCondition.Healthy, false)]
    [InlineData(45, HealthCondition.Healthy, false)]
    [InlineData(48, HealthCondition.Draining, false)]
    [InlineData(61, HealthCondition.Draining, false)]
    [InlineData(62, HealthCondition.Draining, true)]
    [InlineData(63, HealthCondition.Degraded, false)]
    [InlineData(64, HealthCondition.Draining, false)]
    [InlineData(68, HealthCondition.Healthy, false)]
    [InlineData(74, HealthCondition.Draining, false)]
    [InlineData(79, HealthCondition.Lost, true)]
    [InlineData(92, HealthCondition.Degraded, false)]
    [InlineData(94, HealthCondition.Degraded, false)]
    [InlineData(95, HealthCondition.Draining, true)]
    [InlineData(109, HealthCondition.Healthy, false)]
    [InlineData(119, HealthCondition.Draining, true)]
    [InlineData(120, HealthCondition.Draining, true)]
    [InlineData(140, HealthCondition.Draining, false)]
    [InlineData(46, HealthCondition.Draining, true)]
    [InlineData(149, HealthCondition.Healthy, false)]
    [InlineData(151, HealthCondition.Draining, false)]
    [InlineData(154, HealthCondition.Healthy, false)]
    [InlineData(155, HealthCondition.Draining, false)]
    [InlineData(156, HealthCondition.Degraded, false)]
    [InlineData(157, HealthCondition.Degraded, false)]
    [InlineData(158, HealthCondition.Draining, true)]
    [InlineData(160, HealthCondition.Healthy, false)]
    [InlineData(163, HealthCondition.Healthy, false)]
    [InlineData(167, HealthCondition.Draining, true)]
    [InlineData(171, HealthCondition.Draining, false)]
    [InlineData(999, HealthCondition.Healthy, false)]
    public void Step_Xid_MeansWhatItsCatalogueSays(int xid, HealthCondition expected, bool evict)
    {
        var record = After(Run(".."), Xid(xid), 1);

        Assert.Equal((expected, evict, xid), (record.Condition, record.Evict, record.LastXid));
        Assert.Equal(expected != HealthCondition.Healthy, record.Reasons.Any(reason => reason.Contains(FormattableString.Invariant($"XID {xid}"), StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(RecoveryAction.None, HealthCondition.Healthy)]
    [InlineData(RecoveryAction.DrainPeers, HealthCondition.Degraded)]
    [InlineData(RecoveryAction.Reset, HealthCondition.Draining)]
    public void Step_XidThatSaysTooLittle_IsJudgedByTheRecoveryAction(RecoveryAction action, HealthCondition expected) =>
        Assert.Equal(expected, After(Run(".."), Xid(149) with { Recovery = action }, 1).Condition);

    [Fact]
    public void Forgive_FaultsOfTheDevice_EndThemAndNotWhatItsDriverSays()
    {
        var faulty = After(After(Run(".."), Xid(95) with { UncorrectedErrors = 1 }, 1), Xid(95) with { UncorrectedErrors = 2, RemapPending = true }, 2);
        Assert.Equal<string>(["XID 95: uncontained memory error", "uncorrectable memory errors"], HealthMachine.Forgivable(faulty));

        var forgiven = After(HealthMachine.Forgive(faulty), Xid(95) with { UncorrectedErrors = 2, RemapPending = true }, 3);
        Assert.Equal((HealthCondition.Degraded, false, 95), (forgiven.Condition, forgiven.Evict, forgiven.LastXid));
        Assert.Equal<string>(["rows of its memory are replaced when it is reset"], forgiven.Reasons);
        Assert.Empty(HealthMachine.Forgivable(forgiven));
        Assert.Equal(HealthCondition.Healthy, After(forgiven, new HealthSignals { RemapPending = false }, 4).Condition);
    }

    [Theory]
    [InlineData(48)]
    [InlineData(63)]
    [InlineData(95)]
    public void Step_FaultsOfTheDevice_StayUntilItWasReset(int xid)
    {
        var faulty = After(Run(".."), Xid(xid), 1);
        var later = Enumerable.Range(0, 3_600).Aggregate(faulty, (record, second) => After(record, Xid(xid), 2 + second));
        Assert.Equal(faulty.Condition, later.Condition);

        var hung = Run("s.......", later, 3_700);
        Assert.Equal(faulty.Condition, hung.Condition);

        var reset = Run("l......", hung, 4_800);
        Assert.Equal(HealthCondition.Healthy, reset.Condition);
        Assert.Empty(reset.Reasons);
    }

    [Fact]
    public void Step_EnergyThatBeginsAnew_ShowsAReset()
    {
        var faulty = After(Run(".."), Xid(48) with { EnergyJoules = 5_000 }, 1);
        Assert.Equal(HealthCondition.Draining, After(faulty, new HealthSignals { EnergyJoules = 5_100 }, 2).Condition);
        Assert.Equal(HealthCondition.Healthy, After(faulty, new HealthSignals { EnergyJoules = 12 }, 2).Condition);
    }

    [Fact]
    public void Step_RecoveryActionThatEnds_ShowsTheRecovery()
    {
        var faulty = After(Run(".."), Xid(64) with { Recovery = RecoveryAction.Reset }, 1);
        Assert.Equal(2, faulty.Reasons.Length);
        Assert.Equal(HealthCondition.Healthy, After(faulty, new HealthSignals { Recovery = RecoveryAction.None }, 2).Condition);
    }

    [Fact]
    public void Step_OldErrorsOfADeviceThatIsNewHere_SayNothingOfNow()
    {
        var signals = Xid(79) with { Events = [new HealthEvent(1, 79, Start.AddMinutes(-5)), new HealthEvent(2, 48, Start.AddMinutes(-4))] };
        Assert.Equal(HealthCondition.Healthy, After(HealthRecord.Initial, signals, 0).Condition);
    }

    [Fact]
    public void Step_TheSameErrorToldAgain_CountsOnce()
    {
        var record = After(Run(".."), Xid(79), 1);
        for (var second = 2; second < 10; second++)
        {
            record = After(record, Xid(79), second);
            Assert.Equal(HealthCondition.Lost, record.Condition);
        }

        Assert.Equal(HealthCondition.Healthy, Run("........", record, 10).Condition);
    }

    [Fact]
    public void Step_XidOfLossThenLossThenAnswers_IsBackAtOnce()
    {
        var record = Run("l.", After(Run(".."), Xid(79), 1), 2);
        Assert.Equal(HealthCondition.Returned, record.Condition);
    }

    [Fact]
    public void Step_SeveralReasons_AllAreToldTheWorstFirst()
    {
        var record = After(Run(".."), Xid(95) with { RemapPending = true, Recovery = RecoveryAction.DrainPeers }, 1);

        Assert.Equal((HealthCondition.Draining, 3), (record.Condition, record.Reasons.Length));
        Assert.Contains("XID 95", record.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Step_ProbationOfOneThatRelapses_IsNeverLongerThanItsLimit()
    {
        var record = Run(".");
        var second = 1;
        for (var relapse = 0; relapse < 12; relapse++)
        {
            record = After(record, Signal('l'), second++);
            var back = second;
            while (record.Condition != HealthCondition.Healthy)
            {
                record = After(record, Signal('.'), second++);
                Assert.InRange(second - back, 0, 303);
            }
        }

        Assert.True(record.Since > Start.AddSeconds(600));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Step_AnythingAndThenTenQuietMinutesAndAReset_IsHealthy(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 200; run++)
        {
            var record = HealthRecord.Initial;
            var second = 0;
            for (; second < 40; second++)
            {
                var signal = Signal(".fslutepx1234"[random.Next(13)]);
                record = After(record, random.Next(5) == 0 ? signal with { Events = [new HealthEvent(second, XidCatalog.Numbers.ElementAt(random.Next(XidCatalog.Numbers.Count())), Start.AddSeconds(second))] } : signal, second);
                Assert.Equal(record.Condition == HealthCondition.Healthy, record.Reasons.IsEmpty);
                Assert.False(record.Evict && record.Condition is HealthCondition.Healthy or HealthCondition.Degraded or HealthCondition.Returned);
            }

            record = Run("l" + new string('.', 700), record, second);
            Assert.Equal(HealthCondition.Healthy, record.Condition);
        }
    }

    private static HealthRecord Run(string seconds, HealthRecord? from = null, int second = 0) =>
        seconds.Select((letter, index) => (letter, index)).Aggregate(from ?? HealthRecord.Initial, (record, one) => After(record, Signal(one.letter), second + one.index));

    private static HealthRecord After(HealthRecord record, HealthSignals signals, int second) =>
        HealthMachine.Step(record, signals, Start.AddSeconds(second), HealthPolicy.Default);

    private static HealthSignals Xid(int xid) => new() { Events = [new HealthEvent(1, xid, Start)] };

    private static HealthSignals Signal(char letter) => letter switch
    {
        'f' => new HealthSignals { Answer = HealthAnswer.Failed },
        's' => new HealthSignals { Answer = HealthAnswer.Silent },
        'l' => new HealthSignals { Answer = HealthAnswer.Lost },
        'u' => new HealthSignals { Answer = HealthAnswer.Unmeasured },
        't' => new HealthSignals { Slowdown = SlowdownReasons.HardwareThermal, UncorrectedErrors = 0, Recovery = RecoveryAction.None },
        'e' => new HealthSignals { Slowdown = SlowdownReasons.None, UncorrectedErrors = 1 },
        'p' => new HealthSignals { RemapPending = true },
        'x' => new HealthSignals { RemapFailed = true },
        >= '1' and <= '4' => new HealthSignals { Recovery = (RecoveryAction)(letter - '0') },
        _ => new HealthSignals { Slowdown = SlowdownReasons.None, UncorrectedErrors = 0, Recovery = RecoveryAction.None },
    };
}
