namespace Krewe.Conformance.Tests.Deactivation;

public interface IEndingGrain : IGrainWithStringKey
{
    Task<Guid> Instance();

    Task Leave();

    Task LeaveAndStay(string gate);

    Task Hold(string gate);

    Task FailInDeactivation();

    Task HoldDeactivation();

    Task LeaveAs(string way);

    Task Delay(TimeSpan span);
}

/// <summary>Never ended for being idle.</summary>
public interface IKeptGrain : IEndingGrain;

public interface IUsualGrain : IEndingGrain;
