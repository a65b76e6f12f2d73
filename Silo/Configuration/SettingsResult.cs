using System.Collections.Immutable;
using Krewe.Errors;

namespace Krewe.Silo.Configuration;

/// <summary>The settings, or everything that is wrong with them.</summary>
/// <param name="Settings">The settings; null when there are problems.</param>
/// <param name="Problems">What is wrong; empty when nothing is.</param>
public sealed record SettingsResult(SiloSettings? Settings, ImmutableArray<Problem> Problems);
