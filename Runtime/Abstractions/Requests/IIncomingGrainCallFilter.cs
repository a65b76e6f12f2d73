namespace Orleans;

/// <summary>Stands before the methods of grains. Silo-wide when registered, for itself when a grain class implements it.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Sees a call: awaits <see cref="IGrainCallContext.Invoke"/>, or sets the result, or throws.</summary>
    /// <param name="context">The call.</param>
    Task Invoke(IIncomingGrainCallContext context);
}
