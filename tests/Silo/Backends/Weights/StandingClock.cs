namespace Krewe.Silo.Tests.Backends.Weights;

/// <summary>No fetch takes longer than another: what a file is worth follows from its size and its uses alone.</summary>
internal sealed class StandingClock : TimeProvider
{
    public override long GetTimestamp() => 0;
}
