namespace PreferenceCenter.Features.Console.Templates;

/// <summary>What is chosen for a message that is checked or kept; empty for any.</summary>
public sealed class ChosenAs
{
    public string Topic { get; set; } = "";
    public string Stage { get; set; } = "";
    public string Language { get; set; } = "";

    internal CheckedAs Given => CheckedAs.Of(Topic, Stage, Language);
}
