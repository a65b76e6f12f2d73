namespace Orleans;

/// <summary>Fills an existing value from what was serialized; needed where marked classes derive from the foreign type.</summary>
/// <typeparam name="TValue">The foreign type, a class.</typeparam>
/// <typeparam name="TSurrogate">What is serialized; marked <see cref="GenerateSerializerAttribute"/>.</typeparam>
public interface IPopulator<TValue, TSurrogate>
    where TValue : class
    where TSurrogate : struct
{
    /// <summary>Gives the value what the surrogate holds.</summary>
    /// <param name="surrogate">What was serialized.</param>
    /// <param name="value">Receives it.</param>
    void Populate(in TSurrogate surrogate, TValue value);
}
