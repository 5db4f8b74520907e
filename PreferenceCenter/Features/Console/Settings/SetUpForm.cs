namespace PreferenceCenter.Features.Console.Settings;

/// <summary>The wording of the first topic, notice and form as it is typed, by language and field.</summary>
public sealed class SetUpForm
{
    private readonly Dictionary<string, Dictionary<string, string>> words = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Languages => words.Keys;

    public string this[string language, string field]
    {
        get => words[language][field];
        set => words[language][field] = value;
    }

    /// <summary>Proposes wording in these languages; what was typed in one of them stays.</summary>
    internal void Propose(IReadOnlyList<string> languages, Func<string, IReadOnlyDictionary<string, string>> starter)
    {
        foreach (var gone in words.Keys.Except(languages).ToList())
            words.Remove(gone);
        foreach (var language in languages.Where(l => !words.ContainsKey(l)))
            words.Add(language, new Dictionary<string, string>(starter(language), StringComparer.Ordinal));
    }

    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Words =>
        words.ToDictionary(w => w.Key, w => (IReadOnlyDictionary<string, string>)w.Value, StringComparer.Ordinal);

    public static string NameOf(string language, string field) => $"{language}-{field}";
}
