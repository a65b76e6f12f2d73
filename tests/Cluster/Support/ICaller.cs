namespace Krewe.Cluster.Tests.Support;

/// <summary>A way into the cluster for callers outside.</summary>
public interface ICaller
{
    /// <summary>Makes one call, and never repeats it. Never throws for what the other side did: that is an outcome.</summary>
    /// <param name="path">What is called, as the silos' way in over HTTP has it: <c>/next/GRAIN</c>.</param>
    Task<Reply> CallAsync(string path);
}
