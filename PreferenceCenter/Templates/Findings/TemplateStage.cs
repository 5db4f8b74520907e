namespace PreferenceCenter.Templates.Findings;

/// <summary>How far a message has come when it is checked.</summary>
internal enum TemplateStage
{
    /// <summary>HTML with the merge tags of the sending system, without header fields.</summary>
    Source,

    /// <summary>A message as it is handed to the relay.</summary>
    Built,

    /// <summary>A message from a mailbox, with the signatures it was sent with.</summary>
    Received,
}
