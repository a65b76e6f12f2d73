namespace Orleans;

/// <summary>
/// The class converts values of a type that cannot be marked <see cref="GenerateSerializerAttribute"/> to a struct that is, and back: it implements
/// <see cref="IConverter{TValue, TSurrogate}"/>, and perhaps <see cref="IPopulator{TValue, TSurrogate}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RegisterConverterAttribute : Attribute;
