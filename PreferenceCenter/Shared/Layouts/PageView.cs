namespace PreferenceCenter.Shared.Layouts;

/// <summary>What a page shows: the one parameter of the page's component.</summary>
public abstract record PageView(PageContext Frame);
