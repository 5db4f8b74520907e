namespace PreferenceCenter.Catalogue.Translations;

/// <summary>Translations that came back: an XLIFF file of one language.</summary>
internal sealed record XliffFile(string From, string To, IReadOnlyList<XliffUnit> Units);

/// <summary>A text and its translation in the file.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="Target">Empty where it is not translated.</param>
/// <param name="Seen">Which translation the export had; null where the file does not say so any more.</param>
internal sealed record XliffUnit(string Id, long Line, string Source, string Target, string? Seen);
