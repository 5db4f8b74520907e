using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>What is to be mended before a form can be taken.</summary>
[Flags]
internal enum SignUpFaults
{
    None = 0,
    Email = 1,
    Topics = 2,
    Terms = 4,
    Age = 8,
    Name = 16,
    Stale = 32,
}

/// <summary>What somebody sent: read against the form it claims to be.</summary>
internal sealed record SignUpInput
{
    private const int LongestName = 200;

    public string Typed { get; private init; } = "";
    public EmailAddress? Address { get; private init; }
    public string? Name { get; private init; }

    /// <summary>What was ticked, with how often where it was said.</summary>
    public IReadOnlyDictionary<string, Frequency?> Topics { get; private init; } = new Dictionary<string, Frequency?>();
    public bool Agreed { get; private init; }
    public bool OldEnough { get; private init; }

    /// <summary>Something stands in the field that no person sees.</summary>
    public bool Trapped { get; private init; }
    public SignUpFaults Faults { get; init; }

    /// <summary>Null for what no copy of the form could send: topics or frequencies that it does not offer.</summary>
    public static SignUpInput? Read(IFormCollection posted, FormDefinition form, CatalogueSnapshot catalogue)
    {
        var topics = new Dictionary<string, Frequency?>();
        foreach (var key in posted["topics"].OfType<string>())
            if (!form.Topics.Contains(key))
                return null;
            else
                topics[key] = null;
        foreach (var field in posted.Keys.Where(k => k.StartsWith("frequency.", StringComparison.Ordinal)))
        {
            var key = field["frequency.".Length..];
            if (!form.AsksFrequency || !form.Topics.Contains(key) || posted[field].Count != 1)
                return null;
            if (
                FrequencyNames.Parse(posted[field].ToString()) is not { } frequency
                || !catalogue.ByKey[key].Topic.Offers(frequency)
            )
                return null;
            // How often is no yes by itself.
            if (topics.ContainsKey(key))
                topics[key] = frequency;
        }
        var typed = CleanText.Of(posted["email"].ToString(), 320)!;
        var name =
            form.AsksName && posted["name"].ToString().Trim() is { Length: > 0 } given
                ? CleanText.Of(given, LongestName + 1)
                : null;
        var input = new SignUpInput
        {
            Typed = typed,
            Address = EmailAddress.TryParse(typed),
            Name = name,
            Topics = topics,
            Agreed = posted["terms"] == "agreed",
            OldEnough = posted["age"] == "confirmed",
            Trapped = posted["website"].ToString().Length > 0,
        };
        return input with { Faults = input.FaultsOf(form) };
    }

    private SignUpFaults FaultsOf(FormDefinition form) =>
        (Address is null ? SignUpFaults.Email : 0)
        | (Topics.Count == 0 ? SignUpFaults.Topics : 0)
        | (form.Terms is not null && !Agreed ? SignUpFaults.Terms : 0)
        | (form.MinimumAge is not null && !OldEnough ? SignUpFaults.Age : 0)
        | (Name is { Length: > LongestName } ? SignUpFaults.Name : 0);

    /// <summary>
    /// As sent by a page that may have said anything: what was typed may be mended, what was ticked must be ticked in
    /// front of our words.
    /// </summary>
    public SignUpInput Untrusted() =>
        new()
        {
            Typed = Typed,
            Name = Name,
            Faults = SignUpFaults.Stale,
        };
}
