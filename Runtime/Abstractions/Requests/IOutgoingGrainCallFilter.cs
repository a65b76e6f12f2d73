namespace Orleans;

/// <summary>Stands before calls to grains.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Sees a call: awaits <see cref="IGrainCallContext.Invoke"/>, or sets the result, or throws.</summary>
    /// <param name="context">The call.</param>
    Task Invoke(IOutgoingGrainCallContext context);
}
