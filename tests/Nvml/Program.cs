using Krewe.Nvml.Tests.Report;

namespace Krewe.Nvml.Tests;

/// <summary>The test build as a program: what holds on any card is tried on this machine's, and a report is printed. See real-gpu.sh.</summary>
internal static class Program
{
    private static int Main() => CardReport.Run(Console.Out);
}
