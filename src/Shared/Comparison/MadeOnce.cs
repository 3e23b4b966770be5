using System.Collections;

namespace Examples.Shared.Comparison;

/// <summary>A sequence whose elements take long to make: each is made when it is first asked for, and then kept.</summary>
/// <param name="source">Makes them.</param>
public sealed class MadeOnce<T>(IEnumerable<T> source) : IEnumerable<T>
{
    private readonly IEnumerator<T> _source = source.GetEnumerator();
    private readonly List<T> _made = [];

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; Has(i); i++)
        {
            yield return _made[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool Has(int i)
    {
        lock (_made)
        {
            if (i == _made.Count && _source.MoveNext())
            {
                _made.Add(_source.Current);
            }

            return i < _made.Count;
        }
    }
}
