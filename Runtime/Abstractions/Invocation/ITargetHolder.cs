namespace Orleans.Serialization.Invocation;

/// <summary>Holds the object that a call is made on, and the components attached to it.</summary>
public interface ITargetHolder
{
    /// <summary>The target as <typeparamref name="TTarget"/>, or null when it is of another type.</summary>
    /// <typeparam name="TTarget">The grain interface that is called.</typeparam>
    TTarget? GetTarget<TTarget>() where TTarget : class;

    /// <summary>The component of that type (an extension, the activation itself), or null.</summary>
    /// <typeparam name="TComponent">The component's type.</typeparam>
    TComponent? GetComponent<TComponent>() where TComponent : class;
}
