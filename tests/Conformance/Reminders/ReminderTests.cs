namespace Krewe.Conformance.Tests.Reminders;

[Collection(SharedCluster.Name)]
public sealed class ReminderTests(ClusterFixture fixture)
{
    // A tick that is due while the reminder is still being set up may be that of the next period on either engine, so what must tick ticks often.
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Rarely = TimeSpan.FromHours(1);

    private readonly IRemindedGrain _grain = fixture.New<IRemindedGrain>();

    [Fact]
    public async Task Register_DueAtOnce_TicksWithItsStatus()
    {
        Assert.Equal("r", await _grain.Register("r", TimeSpan.Zero, Often).Soon());
        await Notes.Of(_grain).Until($"r every {Often}");
        await Notes.Of(_grain).Until("r in time");
        await Notes.Of(_grain).Until("r without context");
        await _grain.Unregister("r");
    }

    [Fact]
    public async Task Register_WithAPeriod_TicksAgainAndAgain()
    {
        await _grain.Register("r", TimeSpan.Zero, Often).Soon();
        await Notes.Of(_grain).Until("r", 3);
        await _grain.Unregister("r");
    }

    [Fact]
    public async Task Register_Again_Replaces()
    {
        await _grain.Register("r", Rarely, Rarely).Soon();
        await _grain.Register("r", TimeSpan.Zero, Often).Soon();
        await Notes.Of(_grain).Until($"r every {Often}");
        Assert.Equal(["r"], await _grain.All());
        await _grain.Unregister("r");
    }

    [Fact]
    public async Task Tick_OfAGrainThatIsNotActive_ActivatesIt()
    {
        await _grain.Register("r", TimeSpan.FromMilliseconds(300), Often).Soon();
        await fixture.DeactivateAsync(_grain);
        await Notes.Of(_grain).Until(all => all.LastOrDefault(note => note is "activated" or "r") == "r" && all.Count(note => note == "activated") > 1, "a tick in another activation");
        await _grain.Unregister("r");
    }

    [Fact]
    public async Task Unregister_OfAReminder_ItIsGone()
    {
        await _grain.Register("r", Rarely, Rarely).Soon();
        await _grain.Register("s", Rarely, Rarely).Soon();
        Assert.Equal(["r", "s"], await _grain.All());
        await _grain.Unregister("r").Soon();
        Assert.Equal(["s"], await _grain.All());
        Assert.Null(await _grain.Get("r"));
        await _grain.Unregister("s").Soon();
    }

    [Fact]
    public async Task Reminders_OfAnActivationThatEnded_AreStillThere()
    {
        await _grain.Register("r", Rarely, Rarely).Soon();
        await fixture.DeactivateAsync(_grain);
        Assert.Equal("r", await _grain.Get("r").Soon());
        await _grain.Unregister("r").Soon();
    }

    [Fact]
    public async Task Get_OfANameThatIsNone_IsNull() => Assert.Null(await _grain.Get("none").Soon());

    [Fact]
    public async Task Reminders_OfTwoGrains_AreApart()
    {
        await _grain.Register("r", Rarely, Rarely).Soon();
        Assert.Empty(await fixture.New<IRemindedGrain>().All().Soon());
        await _grain.Unregister("r").Soon();
    }

    [Theory]
    [InlineData("r", 0, 1, "ArgumentException")]
    [InlineData("r", -5, 3_600_000, "ArgumentOutOfRangeException")]
    [InlineData("r", 0, -1, "ArgumentOutOfRangeException")]
    [InlineData("r", -1, 3_600_000, "ArgumentOutOfRangeException")]
    [InlineData("", 0, 3_600_000, "ArgumentException")]
    public async Task Register_WithWhatCannotBe_IsRefused(string name, int due, int period, string exception) =>
        Assert.Equal(exception, await _grain.Try(name, TimeSpan.FromMilliseconds(due), TimeSpan.FromMilliseconds(period)).Soon());

    [Fact]
    public async Task Tick_WhileACallRuns_Waits()
    {
        await _grain.Register("r", TimeSpan.FromMilliseconds(100), Often).Soon();
        var hold = _grain.Hold();
        await Notes.Of(_grain).Until("holds");
        await _grain.Ping();
        Notes.Of(_grain).Open("hold");
        await hold.Soon();
        await Notes.Of(_grain).Until("r");
        await _grain.Unregister("r").Soon();
    }
}
