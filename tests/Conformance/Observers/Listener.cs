namespace Krewe.Conformance.Tests.Observers;

/// <summary>An object outside of grains.</summary>
internal sealed class Listener : IChatObserver
{
    private int _inside;

    public Notes Notes { get; } = new();

    public bool Fails { get; set; }

    public async Task Said(string what)
    {
        if (Fails)
        {
            throw new ArgumentException("an observer of a test that fails on purpose");
        }

        var inside = Interlocked.Increment(ref _inside);
        Notes.Add(inside == 1 ? what : "two at once");
        await Notes.Gate("go on").WaitAsync(Eventually.Limit);
        Interlocked.Decrement(ref _inside);
    }

    public Task<int> Ask(int number) => number > 0 ? Task.FromResult(number + 1) : throw new ArgumentException("too small", nameof(number));

    public void Shout(string what) => Notes.Add(what.ToUpperInvariant());
}
