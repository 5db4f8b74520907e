namespace PreferenceCenter.Templates.Styles;

/// <summary>A cascade layer: what it declares loses to later layers and to what stands in none, unless important.</summary>
internal sealed class StyleLayer
{
    private readonly List<(string Name, StyleLayer Layer)> inner = [];

    /// <summary>Its place among all layers, the weakest first.</summary>
    public int Rank { get; private set; }

    /// <summary>The layer of a name with dots in this one; without a name a layer of its own.</summary>
    public StyleLayer Within(string name)
    {
        var layer = this;
        foreach (var part in name.Split('.', StringSplitOptions.TrimEntries).Take(8))
            layer = layer.Child(part);
        return layer;
    }

    /// <summary>Numbers the layers: a layer comes after those in it.</summary>
    public int Number(int next)
    {
        foreach (var (_, layer) in inner)
            next = layer.Number(next);
        Rank = next;
        return next + 1;
    }

    private StyleLayer Child(string name)
    {
        if (name.Length > 0 && inner.Find(i => i.Name == name).Layer is { } known)
            return known;
        var layer = new StyleLayer();
        inner.Add((name, layer));
        return layer;
    }
}
