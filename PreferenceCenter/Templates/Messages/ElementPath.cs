using AngleSharp.Dom;

namespace PreferenceCenter.Templates.Messages;

/// <summary>A selector that finds one element, as far up as its body or a few steps.</summary>
internal static class ElementPath
{
    private const int Steps = 24;

    public static string Of(IElement element)
    {
        var steps = new List<string>();
        for (var at = element; at is not null && steps.Count < Steps; at = at.ParentElement)
        {
            if (at.LocalName is "body" or "html" or "head")
            {
                steps.Add(at.LocalName);
                break;
            }
            var place = 1;
            foreach (var sibling in at.ParentElement?.Children ?? Enumerable.Empty<IElement>())
                if (sibling == at)
                    break;
                else if (sibling.LocalName == at.LocalName)
                    place++;
            steps.Add(Invariant($"{at.LocalName}:nth-of-type({place})"));
        }
        steps.Reverse();
        return string.Join(" > ", steps);
    }
}
