using Krewe.Silo.Admin.Access;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Krewe.Silo.Admin;

/// <summary>Marks listeners.</summary>
internal static class AdminListenOptionsExtensions
{
    /// <summary>Says that this listener serves the admin side; needed when <see cref="AdminSettings.SeparateListener"/> is set.</summary>
    /// <param name="options">The listener.</param>
    public static ListenOptions UseKreweAdmin(this ListenOptions options)
    {
        options.Use(next => connection =>
        {
            connection.Features.Set(AdminConnection.Mark);
            return next(connection);
        });
        return options;
    }
}
