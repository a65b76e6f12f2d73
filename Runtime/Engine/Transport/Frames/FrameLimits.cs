namespace Krewe.Runtime.Transport.Frames;

/// <summary>The most bytes of a message.</summary>
/// <param name="Header">Of all but its body.</param>
/// <param name="Body">Of its arguments or its result.</param>
internal readonly record struct FrameLimits(int Header, int Body);
