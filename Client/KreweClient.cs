using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Krewe.Client.Admin;
using Krewe.Client.Channels;
using Krewe.Client.Http;
using Krewe.Client.Inference;
using Krewe.Client.Retries;
using Krewe.Client.Telemetry;
using Krewe.Client.Tensors;
using Krewe.Errors;
using Krewe.Inference;
using Krewe.Models;
using Polly;

namespace Krewe.Client;

/// <summary>The client. In a host with dependency injection it is made by <c>AddKrewe</c>; elsewhere by its constructor, and disposed of by who made it.</summary>
public sealed class KreweClient : IKreweClient, IDisposable
{
    /// <summary>How long after the deadline the front's own word of it is waited for.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly KreweOptions _options;
    private readonly TimeProvider _time;
    private readonly ChannelRing _ring;
    private readonly ResiliencePipeline<Attempt> _pipeline;
    private readonly Lazy<HttpMessageHandler?> _adminHandler;
    private readonly Lazy<KreweAdminClient> _admin;
    private readonly string _idPrefix = Guid.NewGuid().ToString("N") + "-";
    private long _idNumber;

    /// <summary>Makes one.</summary>
    /// <param name="options">Where silos are, and how they are asked; not changed afterwards.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="silo">The silo of this process; null for none.</param>
    /// <exception cref="KreweException">An option is not valid (KRW5110).</exception>
    public KreweClient(KreweOptions options, TimeProvider? time = null, ILocalSilo? silo = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        KreweOptionsValidator.ThrowIfInvalid(options);
        _options = options;
        _time = time ?? TimeProvider.System;
        var local = options.UseLocalSilo ? silo : null;
        _ring = new ChannelRing(local is null ? [.. options.EffectiveAddresses.Select(address => new HttpChannel(address, options))] : [new LocalChannel(local)], _time);
        _pipeline = RetryRules.Build(options, _time);
        _adminHandler = new Lazy<HttpMessageHandler?>(() => options.CreateHandler?.Invoke());
        _admin = new Lazy<KreweAdminClient>(() => MakeAdmin(options, local, _adminHandler.Value));
    }

    /// <inheritdoc/>
    public KreweAdminClient Admin => _admin.Value;

    /// <inheritdoc/>
    public async Task<InferResult> InferAsync(InferRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(request.Model);
        var tenant = request.Tenant ?? _options.Tenant;
        var id = request.IdempotencyId ?? _idPrefix + Interlocked.Increment(ref _idNumber).ToString("x", CultureInfo.InvariantCulture);
        var deadline = request.Deadline ?? _options.Deadline;
        if (deadline is { } given && (given <= TimeSpan.Zero || given > TimeSpan.FromDays(1)))
        {
            throw new KreweException(new Problem { Code = ErrorCodes.TensorInvalid, Message = $"{given} is no deadline; valid: above 0, at most a day", Where = nameof(request.Deadline) });
        }

        using var activity = ClientActivities.Start(request, tenant);
        var run = new RequestRun(request, RequestBody.Write(request, tenant, id, deadline is not null), deadline, _time);
        try
        {
            var reply = await RunAsync(run, cancellationToken).ConfigureAwait(false);
            activity.Succeeded(run.Attempts);
            return ResponseReader.Read(reply.Body, request.Model, id, run.Attempts);
        }
        catch (Exception exception)
        {
            activity.Failed(exception, run.Attempts);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<ModelMetadata> GetModelMetadataAsync(string model, string? version = null, string? tenant = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        var run = new RequestRun(new InferRequest(model), body: null, _options.Deadline, _time);
        var reply = await RunAsync(run, (channel, token) => channel.GetModelMetadataAsync(tenant ?? _options.Tenant, model, version, token), cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize<MetadataDocument>(reply.Body.Span, MetadataDocument.Json) is { Name: { } name } document
                ? new ModelMetadata(name, [.. document.Versions ?? []], document.Platform ?? "", Tensors(document.Inputs), Tensors(document.Outputs))
                : throw new JsonException("it has no name");
        }
        catch (JsonException exception)
        {
            throw ResponseReader.Malformed(reply.Body, exception);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsModelReadyAsync(string model, string? version = null, string? tenant = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        foreach (var channel in _ring.All)
        {
            try
            {
                return (await channel.GetModelReadyAsync(tenant ?? _options.Tenant, model, version, cancellationToken).ConfigureAwait(false)).Status == 200;
            }
            catch (ChannelException)
            {
                // The next one knows as well.
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        foreach (var channel in _ring.All)
        {
            try
            {
                if (await channel.IsReadyAsync(cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }
            }
            catch (ChannelException)
            {
                // It is not ready.
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ring.Dispose();
        if (_admin.IsValueCreated)
        {
            _admin.Value.Dispose();
            _adminHandler.Value?.Dispose();
        }
    }

    private static KreweAdminClient MakeAdmin(KreweOptions options, ILocalSilo? local, HttpMessageHandler? handler) => new(
        new KreweClientOptions
        {
            Address = options.AdminAddress ?? local?.AdminAddress ?? options.EffectiveAddresses[0],
            Token = options.Token ?? local?.AdminToken,
        },
        handler);

    private static ImmutableArray<TensorSpec> Tensors(IEnumerable<MetadataDocument.Tensor>? tensors) =>
        [.. (tensors ?? []).Select(tensor => new TensorSpec { Name = tensor.Name ?? "", Datatype = tensor.Datatype ?? "", Shape = [.. tensor.Shape ?? []] })];

    private Task<InferenceReply> RunAsync(RequestRun run, CancellationToken cancellationToken) => RunAsync(
        run, (channel, token) => channel.InferAsync(run.Request.Model, run.Request.Version, run.NextBody(), token), cancellationToken);

    /// <summary>Tries until there is an outcome; gives the answer, throws everything else.</summary>
    private async Task<InferenceReply> RunAsync(RequestRun run, Func<IChannel, CancellationToken, Task<InferenceReply>> ask, CancellationToken cancellationToken)
    {
        using var end = run.Deadline is { } deadline ? new CancellationTokenSource(deadline + Grace, _time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(either.Token);
        context.Properties.Set(RetryRules.Idempotent, run.Request.Idempotent);
        context.Properties.Set(RetryRules.Due, run.Due);
        try
        {
            var last = await _pipeline.ExecuteAsync(
                static async (context, state) => await state.Client.AttemptAsync(state.Run, state.Ask, context.CancellationToken).ConfigureAwait(false),
                context,
                (Client: this, Run: run, Ask: ask)).ConfigureAwait(false);
            return last.Failure is { } failure ? throw run.Unanswered(failure) : last.Reply.Status == 200 ? last.Reply : throw FrontError.ToException(last.Reply, run.Channel);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw run.Expired();
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<Attempt> AttemptAsync(RequestRun run, Func<IChannel, CancellationToken, Task<InferenceReply>> ask, CancellationToken cancellationToken)
    {
        var channel = _ring.Current;
        run.Begin(channel);
        try
        {
            var reply = await ask(channel, cancellationToken).ConfigureAwait(false);
            if (reply.Status == 503 && FrontError.CodeOf(reply) == ErrorCodes.SiloStopping)
            {
                return new Attempt(reply, null, MaybeExecuted: false, _ring.Failed(channel));
            }

            _ring.Succeeded(channel);
            return new Attempt(reply, null, RetryRules.MaybeExecuted(reply), AskNextAtOnce: false);
        }
        catch (ChannelException exception)
        {
            run.Note(channel, exception);
            return new Attempt(default, exception, exception.WasSent, _ring.Failed(channel));
        }
    }
}
