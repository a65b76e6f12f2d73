namespace Krewe.Scheduling.Scaling.Need;

/// <summary>
/// The tolerance to begin with: late requests are allowed where they save most, so as long as each is cheap most of the time fewer are late than the price alone
/// would say. By what is expected of each number of replicas, that price is found at which the promised share is late, and twice that is taken.
/// </summary>
internal static class ToleranceSearch
{
    private const double Most = 0.5;

    // Too bold is corrected by what is late within minutes, too careful by what is not within hours.
    private const double Bold = 2;
    private const int Rounds = 30;

    /// <summary>Finds it.</summary>
    /// <param name="goal">The share of requests that may be late, above 0, below 1.</param>
    /// <param name="models">Of each model the seconds that are counted, the requests expected in them, those that one replica serves in a second, and by number of replicas, from the fewest on, those that are late.</param>
    public static double Find(double goal, IReadOnlyList<(double Seconds, double Requests, double RatePerReplica, double[] Late)> models)
    {
        var all = models.Sum(model => model.Requests);
        var (low, high) = (goal, Most);
        for (var round = 0; round < Rounds && high > low * 1.01; round++)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = models.Sum(model => LateAt(middle, model)) > goal * all ? (low, middle) : (middle, high);
        }

        return Math.Min(Most, Bold * low);
    }

    private static double LateAt(double tolerance, (double Seconds, double Requests, double RatePerReplica, double[] Late) model)
    {
        var cheapest = Enumerable.Range(0, model.Late.Length).MinBy(more => (more * model.Seconds) + (model.Late[more] / (tolerance * model.RatePerReplica)));
        return model.Late[cheapest];
    }
}
