namespace PreferenceCenter.Features.Console.Settings;

/// <summary>How far the set-up is. It is what is there that says so: nothing else is kept of it.</summary>
/// <param name="Site">Whether somebody has said who the site is.</param>
/// <param name="Form">Key of a published form; null where there is none.</param>
/// <param name="People">How many can sign in.</param>
internal sealed record SetUpState(bool Site, string? Form, int People)
{
    public string? FormPath =>
        Form is null ? null
        : Form == FirstCatalogue.Form ? "/subscribe"
        : $"/subscribe/{Form}";
}
