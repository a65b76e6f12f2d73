namespace Orleans;

/// <summary>An outgoing filter as a delegate.</summary>
/// <param name="context">The call.</param>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
