using AngleSharp.Dom;

namespace PreferenceCenter.Templates.Styles;

/// <summary>The texts and pictures in an element, without recursion.</summary>
internal static class Leaves
{
    // By place and not from sibling to sibling: a node finds its next one by looking through all.
    public static IEnumerable<INode> Of(INode root)
    {
        var open = new Stack<(INodeList Nodes, int Next)>();
        open.Push((root.ChildNodes, 0));
        while (open.TryPop(out var at))
        {
            if (at.Next >= at.Nodes.Length)
                continue;
            open.Push((at.Nodes, at.Next + 1));
            var node = at.Nodes[at.Next];
            if (node is IText text ? !IsBlank(text.Data) : node is IElement { LocalName: "img" or "amp-img" })
                yield return node;
            if (node.HasChildNodes)
                open.Push((node.ChildNodes, 0));
        }
    }

    /// <summary>Nothing that is seen: white space, and characters of no width that stand in preview texts.</summary>
    public static bool IsBlank(string text) =>
        text.All(c =>
            char.IsWhiteSpace(c)
            || c is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u034F' or '\u00AD'
        );
}
