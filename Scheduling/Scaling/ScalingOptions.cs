namespace Krewe.Scheduling.Scaling;

/// <summary>How the scaler looks ahead, how long changes take, and what they must be worth.</summary>
public sealed record ScalingOptions
{
    /// <summary>Length of a step of the look ahead, in seconds, above 0.</summary>
    public double StepSeconds { get; init; } = 10;

    /// <summary>Steps that are looked ahead, from 1.</summary>
    public int Steps { get; init; } = 18;

    /// <summary>From having a free place to serving, in seconds: cold start and warm-up.</summary>
    public double ColdStartSeconds { get; init; } = 35;

    /// <summary>From asking for a place that another model has to give up first to serving, in seconds.</summary>
    public double MoveSeconds { get; init; } = 70;

    /// <summary>From taking an own idle replica back to serving, in seconds.</summary>
    public double WarmStartSeconds { get; init; } = 3;

    /// <summary>Replicas by which a model may change at one decision, each way; from 1.</summary>
    public int MostChange { get; init; } = 6;

    /// <summary>
    /// What taking a replica away must gain elsewhere, in late steps (a step in which all requests are late counts 1), so that noise alone
    /// moves nothing.
    /// </summary>
    public double ChangeCost { get; init; } = 0.02;

    /// <summary>Steps after which what is expected counts a third: what is far is uncertain, and can still be changed. Above 0.</summary>
    public double FadeSteps { get; init; } = 8;

    /// <summary>
    /// The share of requests that may be late: the smaller, the more replica time a late request is worth. A model wants the replicas that are cheapest by that
    /// price; feedback moves it until the share is the promised one. Above 0, below 1.
    /// </summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>True where places that nobody uses cost something: no model gets more than it wants. Otherwise all places are shared out.</summary>
    public bool PlacesCost { get; init; }

    /// <summary>How long a model must have wanted fewer replicas before it gives one up, in seconds, at least 0. Only where places cost.</summary>
    public double ReleaseSeconds { get; init; } = 90;

    /// <summary>How long nobody must have asked before a model that may have no replica has none, in seconds, at least 0.</summary>
    public double ZeroAfterSeconds { get; init; } = 600;

    /// <summary>Throws where a value is outside its range.</summary>
    /// <exception cref="ArgumentException">Names the rule.</exception>
    public void Validate()
    {
        if (!(StepSeconds > 0) || !(FadeSteps > 0) || Steps < 1 || MostChange < 1 || !(Tolerance is > 0 and < 1)
            || !(Math.Min(Math.Min(ColdStartSeconds, MoveSeconds), Math.Min(WarmStartSeconds, Math.Min(ChangeCost, Math.Min(ReleaseSeconds, ZeroAfterSeconds)))) >= 0))
        {
            throw new ArgumentException("Scaling needs steps of more than 0 s, at least one of them, a fading above 0 and a change of at least 1, a tolerance between 0 and 1, and times and costs from 0 on.");
        }
    }
}
