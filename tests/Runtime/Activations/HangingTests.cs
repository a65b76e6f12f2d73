using Krewe.Runtime.Tests.Grains;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Activations;

/// <summary>Grains that hang delay nobody longer than their time.</summary>
public sealed class HangingTests
{
    [Fact]
    public void Activation_Hangs_CallersAreToldAndNextCallActivatesAfresh() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IHangingGrain>(HangingGrain.NeverActive);
        Exception? told = null;
        var seconds = await silo.SecondsOf(async () => told = await Record.ExceptionAsync(grain.Activation));
        Assert.Contains("KRW7028", Assert.IsType<TimeoutException>(told).Message, StringComparison.Ordinal);
        Assert.Equal(11, seconds);
        var next = grain.Activation();
        await silo.Delay(S(1));
        Assert.Equal(["made", "activation token", "made"], silo.Events());
        await Assert.ThrowsAsync<TimeoutException>(() => next);
    }, Limits);

    [Fact]
    public void Deactivation_Hangs_NextCallWaitsForItsTimeOnly() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IHangingGrain>(HangingGrain.NeverGone);
        await grain.Leave();
        await silo.Delay(S(1));
        Assert.Equal(5, await silo.SecondsOf(async () => Assert.Equal(2, await grain.Activation())));
        Assert.Equal(["made", "deactivating ApplicationRequested", "deactivation token", "made"], silo.Events());
    }, Limits);

    [Fact]
    public void Deactivation_CallHangs_GrainIsLeftBehindAndTheLateAnswerArrives() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IHangingGrain>("a");
        var hanging = grain.Hang();
        await silo.Delay(S(1));
        var context = Context(silo, grain.GetGrainId());
        context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "test"));
        Assert.Equal(6, await silo.SecondsOf(async () => Assert.Equal(2, await grain.Activation())));
        Assert.DoesNotContain(silo.Events(), one => one.StartsWith("deactivating", StringComparison.Ordinal));
        await ((HangingGrain)context.GrainInstance!).Release();
        await hanging;
        Assert.Contains("released", silo.Events());
    }, Limits);

    [Theory]
    [InlineData(30, 21)]
    [InlineData(9, 7)]
    public void Stop_GrainHangs_EndsWithinTheTimeOfTheHost(int shutdownSeconds, int stopSeconds)
    {
        TimeProvider? time = null;
        DateTimeOffset stopping = default;
        Run(
            async silo =>
            {
                time = silo.Time;
                _ = silo.Grains.GetGrain<IHangingGrain>("a").Hang();
                await silo.Grains.GetGrain<IHangingGrain>(HangingGrain.NeverGone).Activation();
                stopping = time.GetUtcNow();
            },
            builder => builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = S(shutdownSeconds)));
        Assert.Equal(stopSeconds, (time!.GetUtcNow() - stopping).TotalSeconds);
    }

    [Fact]
    public void Request_RunsTooLong_IsReportedThenLeftBehind()
    {
        using var log = new LogOf();
        Run(
            async silo =>
            {
                var grain = silo.Grains.GetGrain<IHangingGrain>("a");
                _ = grain.Hang();
                _ = grain.Activation();
                await silo.Delay(TimeSpan.FromMinutes(4));
                Assert.Equal([7024, 7024, 7024, 7024, 7024], log.Take(7024, 7027)); // running at 20, 40, 80, 160 s; waiting at 20 s, then its caller has gone
                await silo.Delay(TimeSpan.FromMinutes(2));
                Assert.Equal([7027], log.Take(7024, 7027));
                Assert.Equal(2, await grain.Activation());
            },
            builder =>
            {
                builder.Configure<SiloMessagingOptions>(options => options.MaxRequestProcessingTime = TimeSpan.FromMinutes(5));
                builder.Services.AddSingleton<ILoggerProvider>(log);
            });
    }

    [Fact]
    public void Turn_TakesLong_IsTold()
    {
        var turns = new SlowClock();
        var queue = new TurnQueue(turns, GrainId.Create("test", "slow"));
        queue.QueueAction(() => turns.Now += 999);
        queue.QueueAction(() => turns.Now += 1_000);
        Assert.Equal(["test/slow 1000"], turns.Long);
    }

    private static void Limits(ISiloBuilder builder) => builder.Configure<GrainCollectionOptions>(options =>
        (options.ActivationTimeout, options.DeactivationTimeout) = (S(10), S(5)));

    private static Krewe.Runtime.Activations.Activation Context(Krewe.Testing.Simulation.SimulatedSilo silo, GrainId grainId) =>
        silo.Services.GetRequiredService<Krewe.Runtime.Activations.Catalog>().Find(grainId)!;

    /// <summary>Runs turns at once; the test moves the clock within them.</summary>
    private sealed class SlowClock : ITurnScheduler
    {
        public long Now { get; set; }

        public List<string> Long { get; } = [];

        public int TurnsPerDispatch => 1;

        public long Clock => Now;

        public long LongTurn => 1_000;

        public void Schedule(TurnQueue queue) => queue.RunTurns();

        public void WasLong(TurnQueue queue, long milliseconds) => Long.Add($"{queue.Name} {milliseconds}");
    }

    private sealed class LogOf : ILoggerProvider, ILogger
    {
        private readonly List<int> _events = [];

        public int[] Take(params int[] ids)
        {
            int[] found = [.. _events.Where(ids.Contains)];
            _events.Clear();
            return found;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _events.Add(eventId.Id);

        public void Dispose()
        {
        }
    }
}
