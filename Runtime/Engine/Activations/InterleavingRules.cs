using System.Linq.Expressions;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Activations;

/// <summary>What a grain class says about requests that start while others are suspended.</summary>
internal sealed class InterleavingRules
{
    private readonly Func<object, IInvokable, bool>? _predicate;

    public InterleavingRules(Type grainClass)
    {
        IsReentrant = grainClass.IsDefined(typeof(ReentrantAttribute), inherit: true);
        if (grainClass.GetCustomAttribute<MayInterleaveAttribute>(inherit: true) is { } attribute)
        {
            _predicate = Predicate(grainClass, attribute.CallbackMethodName);
        }
    }

    public bool IsReentrant { get; }

    public bool HasPredicate => _predicate is not null;

    public bool MayInterleave(object? grain, IInvokable? request) =>
        _predicate is not null && grain is not null && request is not null && _predicate(grain, request);

    private static Func<object, IInvokable, bool> Predicate(Type grainClass, string name)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;
        var method = grainClass.GetMethod(name, Any, [typeof(IInvokable)]);
        if (method is null || method.ReturnType != typeof(bool))
        {
            throw new OrleansConfigurationException(
                $"KRW7010: [MayInterleave(\"{name}\")] on {grainClass} names no public method 'bool {name}(IInvokable)'.");
        }

        var grain = Expression.Parameter(typeof(object));
        var request = Expression.Parameter(typeof(IInvokable));
        var target = method.IsStatic ? null : Expression.Convert(grain, grainClass);
        return Expression.Lambda<Func<object, IInvokable, bool>>(Expression.Call(target, method, request), grain, request).Compile();
    }
}
