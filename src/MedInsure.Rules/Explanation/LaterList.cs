using System.Collections;

namespace MedInsure.Rules.Explanation;

/// <summary>A list that is made when somebody looks at it: a run over thousands of counties explains only the cell that a person opens.</summary>
internal sealed class LaterList<T>(Func<IReadOnlyList<T>> make) : IReadOnlyList<T>
{
    private readonly Lazy<IReadOnlyList<T>> made = new(make);

    public int Count => made.Value.Count;

    public T this[int index] => made.Value[index];

    public IEnumerator<T> GetEnumerator() => made.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
