namespace Krewe.Conformance.Tests.Filters;

/// <summary>Calls to it pass the filters of the silo and its own. What they do is said by the request's context.</summary>
public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> Add(int a, int b);

    Task<string?> Context(string key);

    Task<int> Fail();

    Task Nothing();

    Task<int> AddOn(string other, int a, int b);

    Task BeginTimer();

    ValueTask<string> Text(string text);
}
