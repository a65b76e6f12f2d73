namespace Krewe.Conformance.Tests.Timeouts;

public interface ISlowGrain : IGrainWithStringKey
{
    [ResponseTimeout("00:00:00.5")]
    Task<int> Short(string gate);

    Task<int> Long(string gate);

    [AlwaysInterleave]
    Task<int> Count();

    Task<string> CallShort(string other, string gate);
}

[GrainType("conf.slow")]
public sealed class SlowGrain : Grain, ISlowGrain
{
    private int _count;

    public Task<int> Short(string gate) => Long(gate);

    public async Task<int> Long(string gate)
    {
        Notes.Of(this).Add(gate);
        await Notes.Of(this).Gate(gate);
        Notes.Of(this).Add($"/{gate}");
        return ++_count;
    }

    public Task<int> Count() => Task.FromResult(_count);

    public async Task<string> CallShort(string other, string gate)
    {
        try
        {
            await GrainFactory.GetGrain<ISlowGrain>(other).Short(gate);
            return "answered";
        }
        catch (TimeoutException)
        {
            return "timed out";
        }
    }
}
