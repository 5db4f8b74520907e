namespace PreferenceCenter.Shared.Layouts;

/// <summary>What a page shows: the only parameter of the page's component.</summary>
public abstract record PageView(PageContext Frame);
