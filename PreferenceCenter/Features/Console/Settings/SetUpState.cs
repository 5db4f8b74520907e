namespace PreferenceCenter.Features.Console.Settings;

/// <summary>How far the set-up is. It is what is there that says so: nothing else is kept of it.</summary>
/// <param name="Site">Whether it is said who the site is; in the demo, a made-up organisation.</param>
/// <param name="Form">Key of a published form; null where there is none.</param>
/// <param name="People">How many can sign in.</param>
internal sealed record SetUpState(bool Site, string? Form, int People)
{
    /// <summary>Key of a topic whose mailings need a footer; null where there is none.</summary>
    public string? Topic { get; init; }

    /// <summary>Where emails are written instead of being sent; null where they are sent.</summary>
    public string? WrittenTo { get; init; }

    /// <summary>Whether such emails can be read in the browser.</summary>
    public bool ReadsEmails { get; init; }

    public string? FormPath =>
        Form is null ? null
        : Form == FirstCatalogue.Form ? "/subscribe"
        : $"/subscribe/{Form}";
}
