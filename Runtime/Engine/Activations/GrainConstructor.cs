using System.Reflection;
using Krewe.Runtime.State;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>Makes grain objects: services from the activation's scope, stored state where a parameter asks for it.</summary>
internal sealed class GrainConstructor
{
    private readonly ConstructorInvoker _constructor;
    private readonly Func<Activation, object?>[] _arguments;

    public GrainConstructor(Type grainClass)
    {
        var all = grainClass.GetConstructors();
        var chosen = all.FirstOrDefault(one => one.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? all.OrderByDescending(one => one.GetParameters().Length).FirstOrDefault()
            ?? throw new OrleansConfigurationException($"KRW7033: {grainClass} has no public constructor.");
        _constructor = ConstructorInvoker.Create(chosen);
        _arguments = [.. chosen.GetParameters().Select(parameter => Argument(grainClass, parameter))];
    }

    public object Create(Activation activation)
    {
        if (_arguments.Length == 0)
        {
            return _constructor.Invoke();
        }

        var arguments = new object?[_arguments.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            arguments[index] = _arguments[index](activation);
        }

        return _constructor.Invoke(arguments.AsSpan());
    }

    private static Func<Activation, object?> Argument(Type grainClass, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var facet = parameter.GetCustomAttributes().OfType<IFacetMetadata>().FirstOrDefault();
        if (facet is IPersistentStateConfiguration state)
        {
            return StoredState(grainClass, parameter, state);
        }

        if (type == typeof(IGrainContext))
        {
            return static activation => activation;
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return activation => activation.ActivationServices.GetRequiredKeyedService(type, keyed.Key);
        }

        return activation => activation.ActivationServices.GetService(type)
            ?? (parameter.HasDefaultValue
                ? parameter.DefaultValue
                : throw new InvalidOperationException($"KRW7034: {grainClass} wants a {type} ('{parameter.Name}'), and no such service is registered."));
    }

    private static Func<Activation, object?> StoredState(Type grainClass, ParameterInfo parameter, IPersistentStateConfiguration state)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new OrleansConfigurationException(
                $"KRW7035: [PersistentState] stands on '{parameter.Name}' of {grainClass}, which is a {type}; it would be an IPersistentState<T>.");
        }

        var make = typeof(PersistentState<>).MakeGenericType(type.GetGenericArguments())
            .GetMethod(nameof(PersistentState<object>.Create), BindingFlags.Static | BindingFlags.Public)!
            .CreateDelegate<Func<Activation, IPersistentStateConfiguration, object>>();
        return activation => make(activation, state);
    }
}
