namespace PreferenceCenter.Templates.Findings;

/// <summary>The part of a message where something was found.</summary>
internal enum TemplatePart
{
    /// <summary>The header fields. Lines count from the begin of the file.</summary>
    Headers,

    /// <summary>The HTML, decoded. Lines count from its begin.</summary>
    Html,

    /// <summary>The plain text, decoded.</summary>
    Text,

    /// <summary>AMP for Email: shown in place of the HTML where a program knows it.</summary>
    Amp,

    /// <summary>The message as a whole.</summary>
    Message,
}
