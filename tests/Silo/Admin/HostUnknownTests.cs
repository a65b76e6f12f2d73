using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Errors;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Cluster;

namespace Krewe.Silo.Tests.Admin;

public sealed class HostUnknownTests
{
    private static readonly ImmutableArray<Problem> Silent = [new() { Code = ErrorCodes.OutcomeUnknown, Message = "does not answer", Where = "pool eu/default" }];

    [Theory]
    [InlineData("Active", false, 503)] // its pool's first second
    [InlineData("Joining", false, 503)]
    [InlineData("Dead", false, 404)]
    [InlineData(null, false, 404)]
    [InlineData("Dead", true, 503)]
    public void HostUnknown_ByWhatTheClusterSays_IsWorthAnotherTryOrNot(string? status, bool poolIsSilent, int expected)
    {
        SiloView[] silos = status is null ? [] : [new SiloView { Name = "alpha", Address = "10.0.0.1:11111", Status = status }, new SiloView { Name = "beta", Address = "10.0.0.2:11111", Status = "Active" }];

        var problem = AdminProblems.HostUnknown("alpha", new PoolAnswers([], poolIsSilent ? Silent : []), silos);

        Assert.Equal(expected, AdminResponses.StatusOf(problem.Code));
        Assert.Contains("'alpha'", problem.Message, StringComparison.Ordinal);
    }
}
