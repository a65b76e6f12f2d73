using System.Buffers;
using Krewe.Errors;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Front.Protocol;
using Krewe.Specs;

namespace Krewe.Silo.Front;

/// <summary>What is known of a request while it runs. Owned by the one call that answers it.</summary>
internal sealed class RequestState(FrontCall call, TimeProvider time)
{
    public FrontCall Call { get; } = call;

    public ModelView? View { get; set; }

    public string Tenant { get; set; } = NameRules.Default;

    public string? Version { get; set; }

    public ServiceClass Class { get; set; } = ServiceClass.Standard;

    public TimeSpan Timeout { get; set; } = SpecDefaults.Timeout;

    public TimeSpan Queue { get; set; }

    public TimeSpan Service { get; set; }

    /// <summary>The last grant; null before the first one, and when a slot was at hand.</summary>
    public Grant? Grant { get; set; }

    public int Executions { get; set; }

    /// <summary>Executions that a replica was lost with: a third one would be lost with the next.</summary>
    public int Losses { get; set; }

    /// <summary>Executions that gave way to a more important request.</summary>
    public int Preemptions { get; set; }

    /// <summary>Second executions that were begun because the first took longer than usual.</summary>
    public int Hedges { get; set; }

    /// <summary>Those of them that answered first.</summary>
    public int HedgesWon { get; set; }

    /// <summary>It was counted against its quota and let in.</summary>
    public bool WithinQuota { get; set; }

    public RequestOutcome Outcome { get; set; }

    public string? Code { get; private set; }

    /// <summary>The model in its own region, when it may be executed in others, too; else null.</summary>
    public ModelKey? Home { get; set; }

    /// <summary>Why it was executed where it was; see <see cref="Regions.RegionReason"/>.</summary>
    public string? RegionReason { get; set; }

    /// <summary>Whether another region is asked when a queue cannot be reached.</summary>
    public bool TriesElsewhere { get; set; }

    /// <summary>Why the model's queue was not reached the last time; null when it was.</summary>
    public Exception? Unreachable { get; set; }

    public TimeSpan Elapsed => time.GetElapsedTime(Call.Arrived);

    /// <summary>What is left until the deadline; not negative.</summary>
    public TimeSpan Budget => BudgetAfter(Elapsed);

    /// <summary>What was left when so much had elapsed; not negative.</summary>
    public TimeSpan BudgetAfter(TimeSpan elapsed) => Timeout > elapsed ? Timeout - elapsed : TimeSpan.Zero;

    public FrontAnswer Fail(ProtocolFault fault, RequestOutcome outcome = RequestOutcome.Invalid) =>
        Fail(fault.Status, outcome, fault.Code, fault.Message);

    public FrontAnswer Fail(int status, RequestOutcome outcome, Problem problem, TimeSpan? retryAfter = null) =>
        Fail(status, outcome, problem.Code, problem.Message, retryAfter);

    public FrontAnswer Fail(int status, RequestOutcome outcome, string code, string message, TimeSpan? retryAfter = null)
    {
        Outcome = outcome;
        Code = code;
        var output = new ArrayBufferWriter<byte>(256);
        ErrorWriter.Write(output, code, message);
        return new FrontAnswer(status, output.WrittenMemory, retryAfter);
    }

    /// <summary>What refused it before, in another region, is over.</summary>
    public FrontAnswer Succeed(ReadOnlyMemory<byte> body, string version)
    {
        Outcome = RequestOutcome.Completed;
        Version = version;
        Code = null;
        return new FrontAnswer(200, body);
    }

    public FrontAnswer Refuse(TicketDecision decision)
    {
        var problem = decision.Problem!;
        return problem.Code is ErrorCodes.ModelUnknown or ErrorCodes.VersionUnknown or ErrorCodes.ModelRemoved
            ? Fail(404, RequestOutcome.Invalid, problem)
            : problem.Code == ErrorCodes.FairnessKeys ? Fail(429, RequestOutcome.Refused, problem, decision.RetryAfter)
            : Fail(503, RequestOutcome.Refused, problem, decision.RetryAfter ?? TimeSpan.FromSeconds(1));
    }

    public RequestRecord ToRecord() => new()
    {
        Model = View?.Spec.Name,
        Tenant = View is null ? null : Tenant,
        Region = View?.Spec.Region,
        Version = Version ?? View?.Spec.Version,
        Class = Class,
        Outcome = Outcome,
        Code = Code,
        Total = Elapsed,
        Queue = Queue,
        Service = Service,
        Bytes = Call.Body.Length,
        Retries = Math.Max(0, Executions - Hedges - Preemptions - 1),
        Preemptions = Preemptions,
        Hedges = Hedges,
        HedgesWon = HedgesWon,
        Batch = Executions > 0 && View is { Spec.Batching.MaxSize: > 1 } && Grant is { LeadsBatch: true } grant ? grant.BatchSize : 0,
        Executions = Executions,
        Home = Home?.Region,
        RegionReason = RegionReason,
    };
}
