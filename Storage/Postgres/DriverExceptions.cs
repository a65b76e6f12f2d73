#if ORLEANS
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Krewe.Storage.Postgres;

/// <summary>The driver's exceptions are causes of <see cref="StorageException"/>; Orleans sends only exceptions of namespaces that it was told of.</summary>
internal static class DriverExceptions
{
    /// <summary>Lets them travel between silos. May be repeated.</summary>
    /// <param name="services">The silo's services.</param>
    public static void Send(IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(static options => options.SupportedNamespacePrefixes.Add(nameof(Npgsql)));
}
#endif
