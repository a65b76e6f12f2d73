namespace Krewe.Silo.Tests.Web.Browser;

/// <summary>The tests that share the browser; one after the other, as they would wait for the same processors anyway.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>
{
    public const string Name = "chromium";
}
