namespace Orleans;

/// <summary>An incoming filter as a delegate.</summary>
/// <param name="context">The call.</param>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);
