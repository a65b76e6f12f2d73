namespace Orleans;

/// <summary>Converts between values of a foreign type and what is serialized in their place.</summary>
/// <typeparam name="TValue">The foreign type; values of exactly this type are converted.</typeparam>
/// <typeparam name="TSurrogate">What is serialized; marked <see cref="GenerateSerializerAttribute"/>.</typeparam>
public interface IConverter<TValue, TSurrogate>
    where TSurrogate : struct
{
    /// <summary>The value that the surrogate stands for.</summary>
    /// <param name="surrogate">What was serialized.</param>
    TValue ConvertFromSurrogate(in TSurrogate surrogate);

    /// <summary>What is serialized in place of the value.</summary>
    /// <param name="value">Not null.</param>
    TSurrogate ConvertToSurrogate(in TValue value);
}
