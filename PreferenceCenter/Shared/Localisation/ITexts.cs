namespace PreferenceCenter.Shared.Localisation;

/// <summary>
/// The texts of a feature: a class generated from the .resx of the same name, with one typed property for each key. No
/// property is looked up by name at run time.
/// </summary>
internal interface ITexts<TSelf>
    where TSelf : ITexts<TSelf>
{
    /// <summary>Reads every text at once.</summary>
    static abstract TSelf From(Func<string, string> text);
}
