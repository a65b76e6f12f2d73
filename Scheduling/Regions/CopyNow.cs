namespace Krewe.Scheduling.Regions;

/// <summary>The copy of a model in another region, as it is.</summary>
/// <param name="Asked">Replicas that were asked for.</param>
/// <param name="Placed">Those that have a place.</param>
/// <param name="Refused">Whether one was refused a place.</param>
/// <param name="Ready">Those that take requests.</param>
public readonly record struct CopyNow(int Asked, int Placed, bool Refused, int Ready = 0);
