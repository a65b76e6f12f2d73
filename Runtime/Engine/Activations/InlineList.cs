namespace Krewe.Runtime.Activations;

/// <summary>
/// A list that is nearly always empty or holds one item, which takes no object then. A field that is changed in place: not to be copied.
/// </summary>
internal struct InlineList<T>
    where T : class
{
    private object? _items; // null, the only item, or a List<T>; a list is kept when it empties, for its owner will be busy again

    public readonly int Count => _items switch
    {
        null => 0,
        List<T> several => several.Count,
        _ => 1,
    };

    public readonly T this[int index] => _items is List<T> several ? several[index] : (T)_items!;

    public void Add(T item)
    {
        switch (_items)
        {
            case null:
                _items = item;
                break;
            case List<T> several:
                several.Add(item);
                break;
            default:
                _items = new List<T> { (T)_items, item };
                break;
        }
    }

    public void RemoveAt(int index)
    {
        if (_items is List<T> several)
        {
            several.RemoveAt(index);
        }
        else
        {
            _items = null;
        }
    }

    public void Remove(T item)
    {
        if (_items is List<T> several)
        {
            several.Remove(item);
        }
        else if (ReferenceEquals(_items, item))
        {
            _items = null;
        }
    }

    public readonly int FindIndex(Predicate<T> match) => _items switch
    {
        null => -1,
        List<T> several => several.FindIndex(match),
        _ => match((T)_items) ? 0 : -1,
    };

    public readonly T[] ToArray() => _items switch
    {
        null => [],
        List<T> several => [.. several],
        _ => [(T)_items],
    };

    public void Clear() => _items = null;
}
