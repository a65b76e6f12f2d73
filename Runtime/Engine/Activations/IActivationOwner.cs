namespace Krewe.Runtime.Activations;

/// <summary>Who holds an activation so that messages find it.</summary>
internal interface IActivationOwner
{
    /// <summary>Told once, when it is over, before waiting calls are re-addressed.</summary>
    void Ended(Activation activation);
}
