namespace PreferenceCenter.Tests.Architecture;

/// <summary>Finds circles in a graph: Tarjan's strongly connected components of more than one node.</summary>
internal static class Circles
{
    public static IReadOnlyList<IReadOnlyList<string>> In(IReadOnlyDictionary<string, HashSet<string>> edges)
    {
        var (index, low) = (
            new Dictionary<string, int>(StringComparer.Ordinal),
            new Dictionary<string, int>(StringComparer.Ordinal)
        );
        var (stack, open) = (new Stack<string>(), new HashSet<string>(StringComparer.Ordinal));
        var circles = new List<IReadOnlyList<string>>();
        foreach (var node in edges.Keys.Order(StringComparer.Ordinal))
            if (!index.ContainsKey(node))
                Visit(node);
        return circles;

        void Visit(string node)
        {
            index[node] = low[node] = index.Count;
            stack.Push(node);
            open.Add(node);
            foreach (var next in edges[node])
                if (!index.TryGetValue(next, out var found))
                {
                    Visit(next);
                    low[node] = Math.Min(low[node], low[next]);
                }
                else if (open.Contains(next))
                    low[node] = Math.Min(low[node], found);
            if (low[node] != index[node])
                return;
            var circle = new List<string>();
            do
            {
                circle.Add(stack.Peek());
                open.Remove(stack.Peek());
            } while (stack.Pop() != node);
            if (circle.Count > 1)
                circles.Add([.. circle.Order(StringComparer.Ordinal)]);
        }
    }
}
