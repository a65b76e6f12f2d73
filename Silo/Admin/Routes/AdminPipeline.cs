using Krewe.Errors;
using Krewe.Silo.Admin.Access;
using Orleans.Runtime;

namespace Krewe.Silo.Admin.Routes;

/// <summary>What is around every handler of the admin side: the guard before it, and errors in the API's form after it.</summary>
internal sealed partial class AdminPipeline(AdminGuard guard, ILogger<AdminPipeline> logger)
{
    /// <summary>Runs a handler, or refuses.</summary>
    public async Task RunAsync(HttpContext context, AdminRoute route)
    {
        AdminResponses.SetHeaders(context.Response);
        var problem = guard.Check(context, route.Access);
        if (problem is null)
        {
            problem = await RunHandlerAsync(context, route);
        }
        else if (problem.Code is not ErrorCodes.NoSuchRoute)
        {
            Log.Refused(logger, context.Request.Method, route.Pattern, problem.Code, context.Connection.RemoteIpAddress?.ToString() ?? "");
        }

        if (problem is not null && !context.Response.HasStarted)
        {
            await AdminResponses.WriteAsync(context, problem);
        }
    }

    private async Task<Problem?> RunHandlerAsync(HttpContext context, AdminRoute route)
    {
        try
        {
            await route.Handler(context);
            return null;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
        catch (KreweException exception)
        {
            return exception.Problem;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? AdminProblems.BodyTooLarge(context.RequestServices.GetRequiredService<AdminSettings>().MaxBodyBytes)
                : AdminProblems.BodyIncomplete();
        }
        catch (Exception exception) when (exception is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException)
        {
            Log.OutcomeUnknown(logger, exception, context.Request.Method, route.Pattern);
            return AdminProblems.OutcomeUnknown();
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, context.Request.Method, route.Pattern);
            return AdminProblems.Internal();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5000, LogLevel.Warning, "{Method} {Route} refused: {Code}, from {Remote}")]
        public static partial void Refused(ILogger logger, string method, string route, string code, string remote);

        [LoggerMessage(5001, LogLevel.Warning, "{Method} {Route}: the cluster did not answer; the outcome is unknown")]
        public static partial void OutcomeUnknown(ILogger logger, Exception exception, string method, string route);

        [LoggerMessage(5002, LogLevel.Error, "{Method} {Route} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string route);
    }
}
