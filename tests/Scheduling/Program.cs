using System.Globalization;
using Krewe.Scheduling.Tests.Placement.Solving;

// The tests run in a test host; this is for tests that compare what two processes make of the same.
Console.WriteLine(PlanText.Of(int.Parse(args[0], CultureInfo.InvariantCulture)));
