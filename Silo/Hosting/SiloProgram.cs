using System.Collections;
using Krewe.Errors;
using Krewe.Silo.Clustering;
using Krewe.Silo.Configuration;
using Krewe.Silo.Devices;
using Krewe.Storage;
using Orleans.Runtime;

namespace Krewe.Silo.Hosting;

/// <summary>The silo as a program: settings, start, banner, stop.</summary>
internal static class SiloProgram
{
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        if (arguments is ["--help" or "-h" or "-?"])
        {
            await output.WriteAsync(HelpText.Write());
            return 0;
        }

        if (arguments is ["--version"])
        {
            await output.WriteLineAsync(ProductVersion.Text);
            return 0;
        }

        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        var machine = MachineFacts.Read();
        var read = SettingsReader.Read([.. arguments.Where(argument => argument != SchemaMigration.Option)], environment, machine);
        if (read.Settings is not { } settings)
        {
            foreach (var problem in read.Problems)
            {
                await WriteAsync(errors, problem);
            }

            return 1;
        }

        try
        {
            if (arguments.Contains(SchemaMigration.Option))
            {
                await SchemaMigration.RunAsync(settings, output);
                return 0;
            }

            return await RunAsync(settings, machine, startedAt, output);
        }
        catch (KreweException exception)
        {
            await WriteAsync(errors, exception.Problem);
        }
        catch (StorageException exception)
        {
// Says itself which code and where.
            await errors.WriteLineAsync(exception.Message);
        }
        catch (OrleansException exception) when (exception.Message.StartsWith("KRW", StringComparison.Ordinal))
        {
            // The engine's words, with their code: a schema that is missing or older, a cluster that cannot be joined.
            await errors.WriteLineAsync(exception.Message);
        }
        catch (IOException exception)
        {
            // Kestrel's words when an address cannot be bound.
            await WriteAsync(errors, new Problem
            {
                Code = ErrorCodes.AddressInUse,
                Message = exception.Message,
                Where = SettingCatalog.Urls.Option,
                Next = $"end what listens there, or choose other addresses with {SettingCatalog.Urls.Option}",
            });
        }

        return 1;
    }

    private static async Task<int> RunAsync(SiloSettings settings, MachineFacts machine, long startedAt, TextWriter output)
    {
        await using var application = SiloApplication.Build(settings, machine);
        await application.StartAsync();
        var stopping = application.Lifetime.ApplicationStopping;
        try
        {
            await application.Services.GetRequiredService<HostPoller>().FirstRound.WaitAsync(stopping);
            await application.Services.GetRequiredService<SampleModels>().ApplyAsync(stopping);
            await application.Services.GetRequiredService<StartupBanner>().WriteAsync(output, startedAt, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped before it was ready.
        }

        await application.WaitForShutdownAsync();
        await output.WriteLineAsync("stopped");
        return application.Services.GetService<HostNameGuard>()?.Conflict is { } conflict ? throw new KreweException(conflict) : 0;
    }

    private static async Task WriteAsync(TextWriter errors, Problem problem)
    {
        await errors.WriteLineAsync(problem.ToString());
        foreach (var reason in problem.Reasons)
        {
            await errors.WriteLineAsync($"  {reason}");
        }

        if (problem.Next is { } next)
        {
            await errors.WriteLineAsync($"  {next}");
        }
    }
}
