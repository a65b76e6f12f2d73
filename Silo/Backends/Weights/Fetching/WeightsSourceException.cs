namespace Krewe.Silo.Backends.Weights.Fetching;

/// <summary>A source cannot be read. Never leaves this folder.</summary>
/// <param name="message">Why, in words that may be told.</param>
/// <param name="passing">Whether it may be otherwise soon.</param>
/// <param name="cause">What was thrown; null for nothing.</param>
internal sealed class WeightsSourceException(string message, bool passing, Exception? cause = null) : Exception(message, cause)
{
    public bool IsPassing => passing;
}
