namespace Krewe.Grains.Fleet.Regions;

/// <summary>How a model is served in its own region just now.</summary>
/// <param name="Wanted">Replicas that it is to have.</param>
/// <param name="Placed">Those that have a place.</param>
/// <param name="Ready">Those that take requests.</param>
/// <param name="Refused">Whether one was refused a place.</param>
internal readonly record struct HomeView(int Wanted, int Placed, int Ready, bool Refused);
