using System.Threading.Channels;
using Krewe.Runtime.Tests.Grains;

namespace Krewe.Runtime.Tests.Observers;

/// <summary>An observer that notes what it is told.</summary>
internal sealed class Bell(TimeProvider? time = null) : IBellObserver
{
    private readonly Channel<int> _heard = Channel.CreateUnbounded<int>();
    private int _inside;

    public int MaxInside { get; private set; }

    public bool WasCancelled { get; private set; }

    public bool Fails { get; set; }

    public List<string> Calls { get; } = [];

    public async Task<int> NextAsync() => await _heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    public Task Rang(int number)
    {
        Calls.Add($"rang {number}");
        _heard.Writer.TryWrite(number);
        return Fails ? throw new InvalidOperationException("broken bell") : Task.CompletedTask;
    }

    public Task<int> Answer(int number) => Fails ? throw new InvalidOperationException("broken bell") : Task.FromResult(number + 1);

    public async Task Stay(TimeSpan span, CancellationToken cancellationToken)
    {
        MaxInside = Math.Max(MaxInside, ++_inside);
        Calls.Add($"in {span.TotalSeconds}");
        try
        {
            await Task.Delay(span, time ?? TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            WasCancelled = true;
            throw;
        }
        finally
        {
            Calls.Add($"out {span.TotalSeconds}");
            _inside--;
        }
    }

    public Task<int> Inside() => Task.FromResult(_inside);
}
