namespace PreferenceCenter.Shared.Localisation;

/// <summary>
/// The texts of a feature: a class generated from the .resx of its name, one typed property a key, with no property
/// to be found while the program runs.
/// </summary>
internal interface ITexts<TSelf>
    where TSelf : ITexts<TSelf>
{
    /// <summary>Reads every text at once.</summary>
    static abstract TSelf From(Func<string, string> text);
}
