using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>Errors that must be corrected before a form can be accepted.</summary>
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
    Trapped = 64,
}

/// <summary>A posted form, read against the definition of the form it names.</summary>
internal sealed record SignUpInput
{
    private const int LongestName = 200;

    public string Typed { get; private init; } = "";
    public EmailAddress? Address { get; private init; }
    public string? Name { get; private init; }

    /// <summary>The ticked topics, with the chosen frequency if one was chosen.</summary>
    public IReadOnlyDictionary<string, Frequency?> Topics { get; private init; } = new Dictionary<string, Frequency?>();
    public bool Agreed { get; private init; }
    public bool OldEnough { get; private init; }

    /// <summary>
    /// The field that is hidden from visitors. Its name means nothing to the form fillers of browsers.
    /// </summary>
    public const string TrapField = "leave-empty";

    /// <summary>Its name in copies on other sites that were made before: form fillers know it.</summary>
    private const string EarlierTrapField = "website";

    private bool IsTrapped { get; init; }

    /// <summary>Nothing was filled in.</summary>
    public bool IsBlank => Typed.Length == 0 && Name is null && Topics.Count == 0 && !Agreed && !OldEnough;
    public SignUpFaults Faults { get; init; }

    /// <summary>
    /// Reads the form. A copy that names topics or frequencies no longer on offer is an older one: the visitor is shown
    /// the present form with what was typed.
    /// </summary>
    public static SignUpInput Read(IFormCollection posted, FormDefinition form, CatalogueSnapshot catalogue)
    {
        var (topics, isOlder) = (new Dictionary<string, Frequency?>(), false);
        foreach (var key in posted["topics"].OfType<string>())
            if (!form.Topics.Contains(key))
                isOlder = true;
            else
                topics[key] = null;
        foreach (var field in posted.Keys.Where(k => k.StartsWith("frequency.", StringComparison.Ordinal)))
        {
            var key = field["frequency.".Length..];
            if (
                !form.AsksFrequency
                || !form.Topics.Contains(key)
                || posted[field].Count != 1
                || WireName.Parse<Frequency>(posted[field].ToString()) is not { } frequency
                || !catalogue.ByKey[key].Topic.Offers(frequency)
            )
                isOlder = true;
            // A frequency alone is no consent to the topic.
            else if (topics.ContainsKey(key))
                topics[key] = frequency;
        }
        var typed = CleanText.Of(posted["email"].ToString(), 320)!;
        var name =
            form.AsksName && HiddenCharacter.Trim(posted["name"].ToString()) is { Length: > 0 } given
                ? CleanText.Of(given, LongestName + 1)
                : null;
        var input = new SignUpInput
        {
            Typed = typed,
            Address = EmailAddress.TryParseNew(typed),
            Name = name,
            Topics = topics,
            Agreed = posted["terms"] == "agreed",
            OldEnough = posted["age"] == "confirmed",
            IsTrapped = IsFilled(posted[TrapField]) || IsFilled(posted[EarlierTrapField]),
        };
        return isOlder ? input.Untrusted() : input with { Faults = input.FaultsOf(form) };
    }

    private SignUpFaults FaultsOf(FormDefinition form) =>
        (Address is null ? SignUpFaults.Email : 0)
        | (Topics.Count == 0 ? SignUpFaults.Topics : 0)
        | (form.Terms is not null && !Agreed ? SignUpFaults.Terms : 0)
        | (form.MinimumAge is not null && !OldEnough ? SignUpFaults.Age : 0)
        | (Name is { Length: > LongestName } || ControlCharacter.StandsIn(Name) ? SignUpFaults.Name : 0)
        | (IsTrapped ? SignUpFaults.Trapped : 0);

    private static bool IsFilled(Microsoft.Extensions.Primitives.StringValues field) =>
        !string.IsNullOrWhiteSpace(field.ToString());

    /// <summary>
    /// The input of a page that may have shown any text. The typed values are kept for correction, but every box must
    /// be ticked again below our own statements.
    /// </summary>
    public SignUpInput Untrusted() =>
        new()
        {
            Typed = Typed,
            Name = Name,
            IsTrapped = IsTrapped,
            Faults = SignUpFaults.Stale,
        };
}
