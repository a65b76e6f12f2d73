using Krewe.Commands.Top;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Migrations;
using Krewe.Naming;

namespace Krewe.Commands.Tests.Top;

public sealed class TopFrameTests
{
    [Fact]
    public void Render_120By30_ShowsEverything() => Assert.Equal(
        """
        silo-a  09:31:01Z  502 req/s  2 err/s  silos 2  hosts 2  devices 4  models 2

        DEVICE           CLASS         IN USE                 MEMORY                            POWER   TEMP  LEASES  HEALTH
        host-a/cpu       cpu           ██████░░░░░░░░░  40 %  ████▊░░░░░░░░░░ 20 GiB/64 GiB                        1  healthy
        host-a/GPU-6f1c  h100          █████████████░░  87 %  ███████████▌░░░ 61 GiB/80 GiB     412 W    64C       1  healthy
        host-b/cpu       cpu           ██████░░░░░░░░░  40 %  ████▊░░░░░░░░░░ 20 GiB/64 GiB                        1  healthy
        host-b/GPU-a2d4  h100          ▎░░░░░░░░░░░░░░   2 %  ▎░░░░░░░░░░░░░░ 1 GiB/80 GiB      412 W    64C       1  healthy

        MODEL         READY   REQ/S                          QUEUE                            P99                         ERR/S
        digits          2/2     500 ██████████████████████       1 ██████████████████████  8.4 ms ██████████████████████      0
        acme/chat       0/2       2 ██████████████████████       4 ██████████████████████       -                             2

        SILO    STATE              CPU    MEMORY    GRAINS     REQ/S  PLACE
        silo-a  active            0.42   180 MiB       128       400  local/z1
        silo-b  active            0.17   150 MiB        97        88  local/z2
        """,
        string.Join('\n', Lines(State(60), 120, 30).Take(15)));

    [Fact]
    public void Render_40By12_KeepsModelsAndOneDevice()
    {
        var lines = Lines(State(60), 40, 12);

        Assert.Equal(["silo-a  09:31:01Z  502 req/s  2 err/s  s", "", "DEVICE         IN USE"], lines.Take(3));
        Assert.Contains(lines, line => line.StartsWith("digits ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("acme/chat ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(120, 30)]
    [InlineData(80, 24)]
    [InlineData(60, 16)]
    [InlineData(40, 10)]
    [InlineData(20, 5)]
    [InlineData(10, 3)]
    [InlineData(1, 1)]
    [InlineData(300, 80)]
    public void Render_AnySize_FillsItExactly(int width, int height)
    {
        foreach (var state in new[] { new TopState(), State(1), State(200), Many(50), Many(50) with { Scroll = 20 }, State(3) with { Problem = Samples.Refusal } })
        {
            var lines = Lines(state, width, height);

            Assert.Equal(height, lines.Length);
            Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        }
    }

    /// <summary>All sizes that a person may drag a window through.</summary>
    [Fact]
    public void Render_EverySize_NeverFails()
    {
        var states = new[] { State(5), Many(30) with { Scroll = 7 } };
        for (var width = 1; width <= 130; width += 9)
        {
            for (var height = 1; height <= 60; height += 1 + (height / 12))
            {
                foreach (var state in states)
                {
                    var lines = TopFrame.Render(state, width, height, Pictures.Unicode);
                    Assert.True(lines.Length == height && lines.All(line => line.Width <= width), $"{width} x {height}");
                }
            }
        }
    }

    [Fact]
    public void Render_80By24_HasSparklinesOfRateQueueAndP99()
    {
        var line = Row(Lines(State(60), 80, 24), "digits");

        Assert.Matches(@"^digits +2/2 +5\d\d [▁▂▃▄▅▆▇█ ]+ 1 [▁▂▃▄▅▆▇█ ]+ 8\.4 ms [▁▂▃▄▅▆▇█ ]+ 0$", line);
        Assert.Equal(3, System.Text.RegularExpressions.Regex.Count(line, "[▁▂▃▄▅▆▇█]{5,}"));
    }

    [Fact]
    public void Render_Narrow_LeavesOutPicturesBeforeNumbers()
    {
        Assert.Equal("digits 501 1 8.4 ms", Words(Row(Lines(State(61), 40, 24), "digits")));
        Assert.Equal("digits 2/2 501 1 8.4 ms 0", Words(Row(Lines(State(61), 60, 24), "digits")));
    }

    [Fact]
    public void Render_Ascii_HasNoOtherCharacters() =>
        Assert.All(TopFrame.Render(State(60), 120, 30, Pictures.Ascii), line => Assert.All(line.ToString(), c => Assert.InRange(c, ' ', '~')));

    [Fact]
    public void Render_TooManyModels_CountsTheRestAndScrolls()
    {
        var top = Lines(Many(50), 80, 24);
        var scrolled = Lines(Many(50) with { Scroll = 20, Sort = TopSort.Name }, 80, 24);
        var end = Lines(Many(50) with { Scroll = 49, Sort = TopSort.Name }, 80, 24);

        Assert.Contains(top, line => line.EndsWith(" more models", StringComparison.Ordinal));
        Assert.Contains(scrolled, line => line.StartsWith("m20 ", StringComparison.Ordinal));
        Assert.Contains(scrolled, line => line.StartsWith("  20 models above, ", StringComparison.Ordinal));
        Assert.Contains(end, line => line.StartsWith("m49 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TopSort.Rate, "digits")]
    [InlineData(TopSort.Queue, "acme/chat")]
    [InlineData(TopSort.P99, "digits")]
    [InlineData(TopSort.Name, "acme/chat")]
    public void Render_Sort_DecidesWhoIsFirst(object sort, string first)
    {
        var lines = Lines(State(1) with { Sort = (TopSort)sort }, 80, 24).ToList();

        Assert.StartsWith(first, lines[lines.FindIndex(line => line.StartsWith("MODEL", StringComparison.Ordinal)) + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Problem_IsShownWithItsNextStep() =>
        Assert.StartsWith("KRW3102: 1 of 2 replicas cannot be placed - lower", Lines(State(1) with { Problem = Samples.Refusal }, 80, 24)[1], StringComparison.Ordinal);

    [Fact]
    public void Render_SiloThatDoesNotAnswer_IsShown()
    {
        var live = SampleCluster.Live(1);
        var state = new TopState { Cluster = SampleCluster.Cluster }.With(live with { Silos = [live.Silos[0]], Problems = [new Problem { Code = ErrorCodes.OutcomeUnknown, Message = "silo-b does not answer" }] });
        var lines = Lines(state, 80, 24);

        Assert.Contains("silo-b does not answer", lines[1], StringComparison.Ordinal);
        Assert.Equal("silo-b no answer local/z2", Words(Row(lines, "silo-b")));
    }

    [Fact]
    public void Render_LostDeviceAndNothingMeasured_IsShown()
    {
        var live = SampleCluster.Live(1);
        var lost = live.Devices[1] with { Health = DeviceHealth.Lost, Utilization = null, UsedMemoryBytes = null, PowerWatts = null, Temperature = null, Reasons = ["XID 79: the GPU has fallen off the bus"] };
        var lines = Lines(new TopState().With(live with { Devices = [lost] }), 120, 24);
        var row = Row(lines, "host-a/GPU-6f1c");
        Assert.Contains("  XID 79: the GPU has fallen off the bus", lines);

        Assert.Equal("host-a/GPU-6f1c h100 80 GiB 1 lost", Words(row));
    }

    [Fact]
    public void Render_Moves_AreShownWithTheirPhase()
    {
        var moving = State(60) with { Cluster = SampleCluster.Cluster with { Migrations = [Move("m1", MigrationPhase.Loading), Move("m0", MigrationPhase.Done) with { Status = MigrationStatus.Done, EndedAt = Samples.Start.AddSeconds(1.5) }] } };
        var lines = Lines(moving, 120, 40);
        var heading = Array.FindIndex(lines, line => line.StartsWith("MOVES FROM", StringComparison.Ordinal));
        Assert.Equal("digits/0 host-a digits/1 host-b loading drain 61.0", Words(lines[heading + 1]));
        Assert.Equal("digits/0 host-a digits/1 host-b done drain 1.5", Words(lines[heading + 2]));
        Assert.All(new[] { (120, 30), (80, 24), (40, 17), (20, 15), (10, 3) }, size =>
        {
            var small = Lines(moving, size.Item1, size.Item2);
            Assert.Equal(size.Item2, small.Length);
            Assert.All(small, line => Assert.InRange(line.Length, 0, size.Item1));
        });
    }

    private static Migration Move(string id, MigrationPhase phase) => new()
    {
        Id = id,
        Pool = new PoolKey("local", "default"),
        Cause = MigrationCause.Drain,
        BegunAt = Samples.Start,
        Steps =
        [
            new MigrationStep { Index = 0, Kind = MigrationStepKind.Start, Replica = new ReplicaId(new ModelKey("default", "digits", "local"), 1), Host = "host-b", Phase = phase, Replaces = 1 },
            new MigrationStep { Index = 1, Kind = MigrationStepKind.Stop, Replica = new ReplicaId(new ModelKey("default", "digits", "local"), 0), Host = "host-a", Phase = phase == MigrationPhase.Done ? phase : MigrationPhase.Waiting, After = [0] },
        ],
    };

    private static TopState State(int seconds)
    {
        var state = new TopState { Cluster = SampleCluster.Cluster };
        var start = Samples.Start.ToUnixTimeSeconds();
        for (var i = 1; i <= seconds; i++)
        {
            state = state.With(SampleCluster.Live(start + i));
        }

        return state;
    }

    private static TopState Many(int models)
    {
        var live = SampleCluster.Live(Samples.Start.ToUnixTimeSeconds());
        return new TopState { Cluster = SampleCluster.Cluster }
            .With(live with { Models = [.. Enumerable.Range(0, models).Select(i => live.Models[1] with { Model = new ModelKey("default", $"m{i:00}", "local") })] });
    }

    private static string[] Lines(TopState state, int width, int height) => [.. TopFrame.Render(state, width, height, Pictures.Unicode).Select(line => line.ToString())];

    private static string Row(string[] lines, string name) => lines.Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));

    private static string Words(string line) =>
        string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(c => char.IsAsciiLetterOrDigit(c))));
}
