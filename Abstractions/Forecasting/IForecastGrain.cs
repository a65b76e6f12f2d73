namespace Krewe.Forecasting;

/// <summary>The demand of one model in one region: its history and its forecast. Key: <see cref="Naming.ModelKey"/>.</summary>
[Alias("krewe.IForecastGrain")]
public interface IForecastGrain : IGrainWithStringKey
{
    /// <summary>Takes what arrived. Seconds that are known are left as they are, so it can be repeated; seconds left out become gaps.</summary>
    /// <param name="counts">Requests by second.</param>
    /// <returns>How well the forecasts do, for the metrics of whoever counts.</returns>
    [Alias("observe")]
    Task<DemandTaken> ObserveAsync(DemandCounts counts);

    /// <summary>History and forecast.</summary>
    /// <param name="query">How far back and ahead.</param>
    [Alias("get")]
    Task<ForecastView> GetAsync(ForecastQuery query);

    /// <summary>The next minutes, for whoever plans with them.</summary>
    /// <param name="minutes">How many, 1 to 60.</param>
    [Alias("outlook")]
    Task<DemandOutlook> GetOutlookAsync(int minutes);

    /// <summary>Forgets everything: the model was removed. Can be repeated.</summary>
    [Alias("forget")]
    Task ForgetAsync();
}
